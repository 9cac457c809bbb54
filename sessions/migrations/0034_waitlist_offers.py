"""Time that got free, and to whom it was offered."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# Nothing of either is deleted; of what was offered only what became of it is written since.
RULES = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_freedtime, care_sessions_waitlistoffer
  FROM supple_app;
GRANT UPDATE (over_at) ON care_sessions_freedtime TO supple_app;
GRANT UPDATE (client_id, state, settled_at, settled_by_id, guardian_id, why, appointment_id)
  ON care_sessions_waitlistoffer TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0033_waitlist'),
        ('clients', '0042_offers_by_mail'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.CreateModel(
            name='FreedTime',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('zone', models.CharField(max_length=64)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('freed_at', models.DateTimeField()),
                ('over_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WaitlistOffer',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('zone', models.CharField(max_length=64)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('offered', 'offered'), ('taken', 'taken'), ('declined', 'declined'), ('expired', 'not answered in time'), ('withdrawn', 'taken back')], default='offered', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('to_be_called', models.BooleanField(default=False)),
                ('settled_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, choices=[('by_practice', 'by the practice'), ('filled', 'somebody else has this time'), ('ended', 'they wait no more'), ('gone', 'not offered any more')], max_length=12)),
            ],
        ),
        migrations.AddIndex(
            model_name='appointmentchange',
            index=models.Index(condition=models.Q(('to_state__in', ['cancelled', 'late_cancelled']), ('was_starts_at__isnull', False), _connector='OR'), fields=['practice', 'at'], name='change_freeing'),
        ),
        migrations.AddField(
            model_name='freedtime',
            name='place',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place'),
        ),
        migrations.AddField(
            model_name='freedtime',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='freedtime',
            name='practitioner',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='freedtime',
            name='step',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointmentchange'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='appointment',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.appointment'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='client',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='freed',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.freedtime'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='made_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='place',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.place'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='practitioner',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='settled_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='waitlistoffer',
            name='wish',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.waitlistwish'),
        ),
        migrations.AddIndex(
            model_name='freedtime',
            index=models.Index(condition=models.Q(('over_at', None)), fields=['practice', 'starts_at'], name='freed_open'),
        ),
        migrations.AddConstraint(
            model_name='freedtime',
            constraint=models.UniqueConstraint(fields=('practice', 'step'), name='one_freed_time_a_step'),
        ),
        migrations.AddConstraint(
            model_name='freedtime',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='freed_time_ends_later'),
        ),
        migrations.AddIndex(
            model_name='waitlistoffer',
            index=models.Index(condition=models.Q(('state', 'offered')), fields=['practice', 'until'], name='offer_open'),
        ),
        migrations.AddIndex(
            model_name='waitlistoffer',
            index=models.Index(fields=['practice', 'wish', 'made_at'], name='offer_wish'),
        ),
        migrations.AddIndex(
            model_name='waitlistoffer',
            index=models.Index(fields=['practice', 'client', 'made_at'], name='offer_client'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.UniqueConstraint(fields=('practice', 'freed', 'wish'), name='one_offer_a_freed_time_and_wish'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('practice', 'wish'), name='one_open_offer_a_wish'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='offer_is_settled_once'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('appointment__isnull', False), ('state', 'taken')), models.Q(models.Q(('state', 'taken'), _negated=True), ('appointment', None)), _connector='OR'), name='offer_taken_is_booked'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), models.Q(('why', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('why', '')), _connector='OR'), name='offer_withdrawn_says_why'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at')), ('until__lte', models.F('starts_at'))), name='offer_stands_until_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='waitlistoffer',
            constraint=models.CheckConstraint(condition=models.Q(('settled_by', None), ('guardian', None), _connector='OR'), name='offer_of_one_side'),
        ),
        ProtectTenantTables("FreedTime", "WaitlistOffer"),
        migrations.RunSQL(RULES),
    ]
