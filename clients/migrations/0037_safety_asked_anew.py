"""Safety questions are asked anew outside an intake; the answers are kept as those of one are."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal no row of these is there, and what was asked stays as it was; it moves with a record
# that is made one with another.
STAFF_ONLY = f"""
CREATE POLICY staff_only ON clients_safetyasking AS RESTRICTIVE USING ({CLIENT} IS NULL);
REVOKE UPDATE, DELETE, TRUNCATE ON clients_safetyasking FROM supple_app;
GRANT UPDATE (client_id) ON clients_safetyasking TO supple_app;
"""

KEY = """
ALTER TABLE clients_redflaganswer ADD CONSTRAINT clients_redflaganswer_asking_id_in_practice
  FOREIGN KEY (practice_id, asking_id) REFERENCES clients_safetyasking (practice_id, id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0036_own_muscle_groups'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AlterField(
            model_name='redflaganswer',
            name='submission',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.intakesubmission'),
        ),
        migrations.CreateModel(
            name='SafetyAsking',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.AddField(
            model_name='redflaganswer',
            name='asking',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.safetyasking'),
        ),
        migrations.AddConstraint(
            model_name='redflaganswer',
            constraint=models.UniqueConstraint(fields=('practice', 'asking', 'code'), name='one_answer_an_asking'),
        ),
        migrations.AddConstraint(
            model_name='redflaganswer',
            constraint=models.CheckConstraint(condition=models.Q(('submission', None), ('asking', None), _connector='XOR'), name='a_flag_is_answered_somewhere'),
        ),
        migrations.AddIndex(
            model_name='safetyasking',
            index=models.Index(fields=['practice', 'client', '-id'], name='safety_asked_of'),
        ),
        ProtectTenantTables("SafetyAsking"),
        migrations.RunSQL(STAFF_ONLY + KEY),
    ]
