"""What visitors pick on a public page, until their address is confirmed and it is booked."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# What the worker asks of all practices at once. No trail: who never confirmed is forgotten.
CLAIM = """
GRANT SELECT (practice_id, appointment_id, expires_at) ON care_sessions_visitorbooking TO supple_claim;
CREATE POLICY claim ON care_sessions_visitorbooking FOR SELECT TO supple_claim USING (true);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0037_classes'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.CreateModel(
            name='VisitorBooking',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(max_length=64)),
                ('given_name', models.CharField(blank=True, max_length=120)),
                ('family_name', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('came_by', models.CharField(blank=True, max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('appointment', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointment')),
                ('place', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('service', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.service')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('appointment', None)), fields=['practice', 'expires_at'], name='visitor_booking_over'), models.Index(condition=models.Q(('appointment__isnull', False)), fields=['practice', '-starts_at'], name='visitor_booking_made')],
                'constraints': [models.CheckConstraint(condition=models.Q(('appointment', None), models.Q(('email', ''), ('given_name', ''), ('phone', '')), _connector='OR'), name='visitor_booking_keeps_nobody')],
            },
        ),
        ProtectTenantTables("VisitorBooking", history=False),
        migrations.RunSQL(CLAIM),
    ]
