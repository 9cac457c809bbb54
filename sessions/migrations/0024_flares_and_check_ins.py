"""Flares, which rest a program until somebody resumes it, and the weekly check-in."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import CLIENT, ProtectTenantTables

# A flare is settled, by nobody in the portal; a check-in stays as it was said. Both move with a
# record that is made one with another.
KEPT = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_flare, care_sessions_checkin FROM supple_app;
GRANT UPDATE (client_id, settled_at, settled_by_id) ON care_sessions_flare TO supple_app;
CREATE POLICY settled_by_practice ON care_sessions_flare AS RESTRICTIVE FOR UPDATE
  USING ({CLIENT} IS NULL);
GRANT UPDATE (client_id) ON care_sessions_checkin TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0023_reasons_given_for'),
        ('clients', '0037_safety_asked_anew'),
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('local_date', models.DateField()),
                ('checked_at', models.DateTimeField()),
                ('soreness_hours', models.PositiveSmallIntegerField(null=True, verbose_name='hours of soreness')),
                ('worse', models.BooleanField(default=False, verbose_name='worse than before')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-local_date'], name='check_in_client')],
            },
        ),
        migrations.CreateModel(
            name='Flare',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('portal', 'in the portal'), ('mail_link', 'from a reminder'), ('together', 'together with the practice'), ('api', 'by a program'), ('check_in', 'in a check-in')], max_length=12)),
                ('soreness_hours', models.PositiveSmallIntegerField(null=True)),
                ('worse', models.BooleanField()),
                ('flared_on', models.DateField()),
                ('flared_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('home_program', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.homeprogram')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('settled_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('told_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['practice', 'flared_at'], name='flare_open'), models.Index(fields=['practice', 'client', '-flared_at'], name='flare_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('practice', 'home_program'), name='one_open_flare_a_program')],
            },
        ),
        ProtectTenantTables("Flare", "CheckIn"),
        migrations.RunSQL(KEPT),
    ]
