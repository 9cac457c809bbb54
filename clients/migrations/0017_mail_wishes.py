"""Which mails a client wants, with when and by whom it was said."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables, filling

BEFORE = """
INSERT INTO clients_mailwish (practice_id, client_id, about, wanted, said_at, by_client)
SELECT practice_id, id, 'reminder', false, mail_stopped_at, true
FROM clients_client WHERE mail_stopped_at IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0016_hand_overs'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailWish',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(choices=[('reminder', 'Reminders to practise'), ('intake', 'Questions about the intake, and new intakes')], max_length=20)),
                ('wanted', models.BooleanField()),
                ('said_at', models.DateTimeField()),
                ('by_client', models.BooleanField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'about', '-said_at'], name='mail_wish_last')],
            },
        ),
        ProtectTenantTables("MailWish"),
        # Who turned reminders off before said so by a link or in the portal.
        *filling(BEFORE, "clients_mailwish", "clients_client"),
    ]
