"""The practice's own words in the mails that Supple writes."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0014_brakes'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailText',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=12)),
                ('subject_line', models.CharField(blank=True, max_length=120)),
                ('body', models.TextField(blank=True, max_length=2000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'code', 'language'), name='one_text_a_kind_and_language')],
            },
        ),
        ProtectTenantTables("MailText"),
    ]
