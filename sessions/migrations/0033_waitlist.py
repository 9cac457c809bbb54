"""Who waits for time that gets free."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# Nothing of it is deleted; what looks for practices in which somebody waits sees no more than that.
RULES = """
REVOKE DELETE, TRUNCATE ON care_sessions_waitlistwish FROM supple_app;
GRANT SELECT (practice_id, ended_at) ON care_sessions_waitlistwish TO supple_claim;
CREATE POLICY claim ON care_sessions_waitlistwish FOR SELECT TO supple_claim USING (true);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0032_busy_times'),
        ('clients', '0041_sensation_withdrawn'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.CreateModel(
            name='WaitlistWish',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('place_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list)),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField())),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10))),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_why', models.CharField(blank=True, choices=[('left', 'left'), ('taken_off', 'taken off by the practice'), ('booked', 'booked meanwhile'), ('over', 'the time is over'), ('gone', 'not offered any more')], max_length=10)),
                ('ended_words', models.CharField(blank=True, max_length=200)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('ended_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('instead_of', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointment')),
                ('made_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('practitioner', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('service', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.service')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['practice', 'service', 'made_at'], name='wish_waiting'), models.Index(fields=['practice', 'client', 'made_at'], name='wish_client')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('practice', 'client', 'service'), name='one_open_wish_a_service'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_why', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='wish_ends_for_a_reason'), models.CheckConstraint(condition=models.Q(('last_day', None), ('last_day__gte', models.F('first_day')), _connector='OR'), name='wish_until_after_since'), models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [0, 1, 2, 3, 4, 5, 6]), ('weekdays__len__gte', 1), ('parts__contained_by', ['morning', 'afternoon', 'evening']), ('parts__len__gte', 1)), name='wish_has_days'), models.CheckConstraint(condition=models.Q(('made_by', None), ('guardian', None), _connector='OR'), name='wish_of_one_side')],
            },
        ),
        ProtectTenantTables("WaitlistWish"),
        migrations.RunSQL(RULES),
    ]
