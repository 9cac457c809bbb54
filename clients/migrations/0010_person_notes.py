"""Notes on the person: for the practice alone, with the earlier wordings kept."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal no row of these is there, not even one's own.
STAFF_ONLY = f"""
CREATE POLICY staff_only ON clients_personnote AS RESTRICTIVE USING ({CLIENT} IS NULL);
CREATE POLICY staff_only ON clients_personnotewording AS RESTRICTIVE USING ({CLIENT} IS NULL);
REVOKE UPDATE, DELETE, TRUNCATE ON clients_personnotewording FROM supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0009_asked_back'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonNote',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('about', models.TextField(verbose_name='note')),
                ('written_at', models.DateTimeField()),
                ('corrected_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('corrected_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.CreateModel(
            name='PersonNoteWording',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('about', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('author', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('person_note', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.personnote')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.AddIndex(
            model_name='personnote',
            index=models.Index(fields=['practice', 'client', '-written_at'], name='person_note_client'),
        ),
        migrations.AddConstraint(
            model_name='personnotewording',
            constraint=models.UniqueConstraint(fields=('practice', 'person_note', 'number'), name='one_wording_a_number'),
        ),
        ProtectTenantTables("PersonNote", "PersonNoteWording"),
        migrations.RunSQL(STAFF_ONLY),
    ]
