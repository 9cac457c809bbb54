"""Who filled an intake in together with the client, and when."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations, models


KEY = """
ALTER TABLE clients_intakesubmission
  ADD CONSTRAINT clients_intakesubmission_filled_with_id_in_practice
  FOREIGN KEY (practice_id, filled_with_id) REFERENCES practice_membership (practice_id, id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0012_merges'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='intakesubmission',
            name='filled_with',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='intakesubmission',
            name='filled_with_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(KEY),
    ]
