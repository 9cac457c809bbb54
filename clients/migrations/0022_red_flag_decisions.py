"""What follows a yes to a safety question: decided by somebody, kept for good."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import CLIENT, ProtectTenantTables

# In the portal no row of these is there: what was decided is told in person.
STAFF_ONLY = f"""
CREATE POLICY staff_only ON clients_redflagdecision AS RESTRICTIVE USING ({CLIENT} IS NULL);
REVOKE UPDATE, DELETE, TRUNCATE ON clients_redflagdecision FROM supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0021_own_answers'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='RedFlagDecision',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('choice', models.CharField(choices=[('referred', 'Sent to a doctor; the answer is still out'), ('cleared', 'A doctor looked at it: slow movement is all right'), ('not_cleared', 'A doctor looked at it: not now'), ('adapted', 'The movements are chosen so that they suit'), ('talked_over', 'Talked over; nothing more is needed')], max_length=20, verbose_name='what follows')),
                ('to_whom', models.CharField(blank=True, max_length=200, verbose_name='who was asked')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('decided_on', models.DateField(verbose_name='when this was')),
                ('decided_at', models.DateTimeField()),
                ('answer', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.redflaganswer')),
                ('decided_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'answer', '-id'], name='flag_decision_answer')],
            },
        ),
        ProtectTenantTables("RedFlagDecision"),
        migrations.RunSQL(STAFF_ONLY),
    ]
