"""Guardians: who of them said which mails are wanted, and who asks for a new invitation."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations, models

KEY = """
ALTER TABLE clients_mailwish ADD CONSTRAINT clients_mailwish_guardian_id_in_practice
  FOREIGN KEY (practice_id, guardian_id) REFERENCES clients_guardian (practice_id, id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0032_judged_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='guardianinvitation',
            name='asked_again_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='mailwish',
            name='guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.RunSQL(KEY),
    ]
