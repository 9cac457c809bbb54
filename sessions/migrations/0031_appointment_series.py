"""Appointments that repeat, each a row of its own, and steps that were one act."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# An appointment is of a series of its own practice; what was asked for is changed by nobody.
KEYS = """
ALTER TABLE care_sessions_appointment ADD CONSTRAINT "care_sessions_appointment_series_id_in_practice"
  FOREIGN KEY (practice_id, series_id) REFERENCES care_sessions_appointmentseries (practice_id, id);
REVOKE DELETE, TRUNCATE ON care_sessions_appointmentseries FROM supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0030_ended_links'),
        ('clients', '0041_sensation_withdrawn'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.CreateModel(
            name='AppointmentSeries',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('first_day', models.DateField()),
                ('local_time', models.TimeField()),
                ('zone', models.CharField(max_length=64)),
                ('every_weeks', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='appointment',
            name='series_day',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='appointmentchange',
            name='together',
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name='appointmentchange',
            index=models.Index(condition=models.Q(('together__isnull', False)), fields=['practice', 'together'], name='change_together'),
        ),
        migrations.AddField(
            model_name='appointmentseries',
            name='client',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddField(
            model_name='appointmentseries',
            name='made_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='appointmentseries',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='series',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointmentseries'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('series_day', None)), models.Q(('series__isnull', False), ('series_day__isnull', False)), _connector='OR'), name='appointment_of_a_series_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('practice', 'series', 'series_day'), name='one_appointment_a_series_day'),
        ),
        migrations.AddConstraint(
            model_name='appointmentseries',
            constraint=models.CheckConstraint(condition=models.Q(('every_weeks__range', (1, 8))), name='series_weeks_in_range'),
        ),
        ProtectTenantTables("AppointmentSeries"),
        migrations.RunSQL(KEYS),
    ]
