"""What was put off on Today, or said to be done."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0016_suppressed_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('flag', 'flag'), ('flare', 'flare'), ('back', 'back'), ('release', 'release'), ('radar', 'radar'), ('visitor', 'visitor'), ('intake', 'intake'), ('message', 'message'), ('deletion', 'deletion'), ('asking', 'asking'), ('note', 'note'), ('mail', 'mail'), ('silent', 'silent'), ('unheard', 'unheard')], max_length=12)),
                ('about', models.UUIDField()),
                ('since', models.DateTimeField()),
                ('until', models.DateField(null=True, verbose_name='until')),
                ('said_at', models.DateTimeField()),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'kind', 'about'), name='set_aside_once')],
            },
        ),
        ProtectTenantTables("SetAside"),
    ]
