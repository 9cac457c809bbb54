"""When practitioners are busy elsewhere, and where that is read."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# What the worker asks of all practices at once. No trail: what is removed is gone.
CLAIM = """
GRANT SELECT (practice_id, due_at) ON care_sessions_busycalendar TO supple_claim;
CREATE POLICY claim ON care_sessions_busycalendar FOR SELECT TO supple_claim USING (true);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0031_appointment_series'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.CreateModel(
            name='BusyCalendar',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('host', models.CharField(max_length=255)),
                ('sealed', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('whole_at', models.DateTimeField(null=True)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('fault', models.CharField(blank=True, choices=[('not_found', 'There is nothing at this address any more.'), ('refused', 'The calendar is not open to whoever has the address. Make it so there.'), ('unreachable', 'The other side did not answer as it should.'), ('not_public', 'The address is not public: it leads into a network of its own.'), ('not_secure', 'The other side has no secure address (https) with a valid certificate.'), ('redirects', 'It leads on to other addresses too many times.'), ('too_large', 'The calendar is too large: more than 5 MB.'), ('too_slow', 'The other side was too slow.'), ('not_a_calendar', 'What stands there is no calendar.'), ('too_much', 'The calendar has too many times, or repeats in a way that has no end.'), ('lost', 'The address cannot be read back. Give it again.')], max_length=16)),
                ('odd', models.PositiveIntegerField(default=0)),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('modified', models.CharField(blank=True, max_length=300)),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.CreateModel(
            name='BusyTime',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('calendar', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='busytime', to='care_sessions.busycalendar')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
        ),
        migrations.AddIndex(
            model_name='busycalendar',
            index=models.Index(fields=['practice', 'member'], name='busy_calendar_member'),
        ),
        migrations.AddIndex(
            model_name='busycalendar',
            index=models.Index(fields=['due_at'], name='busy_calendar_due'),
        ),
        migrations.AddIndex(
            model_name='busytime',
            index=models.Index(fields=['practice', 'practitioner', 'ends_at'], name='busy_time_whose'),
        ),
        migrations.AddIndex(
            model_name='busytime',
            index=models.Index(fields=['practice', 'calendar'], name='busy_time_calendar'),
        ),
        migrations.AddConstraint(
            model_name='busytime',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='busy_time_ends_later'),
        ),
        ProtectTenantTables("BusyCalendar", "BusyTime", history=False),
        migrations.RunSQL(CLAIM),
    ]
