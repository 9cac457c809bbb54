"""Clients handed over, several at once: what changed hands, and that it came back."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import CLIENT, ProtectTenantTables

STAFF_ONLY = f"CREATE POLICY staff_only ON clients_handedover AS RESTRICTIVE USING ({CLIENT} IS NULL)"


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0015_asked_for_again'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('given_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('given_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('given_from', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('given_to', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('undone_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
        ),
        migrations.CreateModel(
            name='HandedOver',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('hand_over', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='clients.handover')),
            ],
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['practice', '-given_at'], name='hand_over_newest'),
        ),
        migrations.AddIndex(
            model_name='handedover',
            index=models.Index(fields=['practice', 'hand_over'], name='handed_over_with'),
        ),
        ProtectTenantTables("HandOver", "HandedOver"),
        migrations.RunSQL(STAFF_ONLY),
    ]
