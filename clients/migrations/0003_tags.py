"""Tags of clients; published texts stay as they are."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0002_protect'),
        ('practice', '0003_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='tag')),
                ('folded', models.CharField(db_collation='C', editable=False, max_length=60)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.CreateModel(
            name='ClientTag',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('tag', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.tag')),
            ],
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('practice', 'folded'), name='one_tag'),
        ),
        migrations.AddIndex(
            model_name='clienttag',
            index=models.Index(fields=['practice', 'tag', 'client'], name='tagged_clients'),
        ),
        migrations.AddConstraint(
            model_name='clienttag',
            constraint=models.UniqueConstraint(fields=('practice', 'client', 'tag'), name='one_tag_a_client'),
        ),
        ProtectTenantTables("Tag", "ClientTag"),
        # A text that somebody agreed to stays as it was: a change is a new version.
        migrations.RunSQL("REVOKE UPDATE ON clients_consentdocument FROM supple_app"),
    ]
