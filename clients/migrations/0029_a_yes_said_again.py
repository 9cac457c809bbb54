"""A yes that says again what the version before said: what was decided on that one holds on."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations

KEY = """
ALTER TABLE clients_redflaganswer ADD CONSTRAINT clients_redflaganswer_repeats_id_in_practice
  FOREIGN KEY (practice_id, repeats_id) REFERENCES clients_redflaganswer (practice_id, id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0028_decisions_leave_out'),
    ]

    operations = [
        migrations.AddField(
            model_name='redflaganswer',
            name='repeats',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.redflaganswer'),
        ),
        migrations.RunSQL(KEY),
    ]
