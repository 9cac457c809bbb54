"""How often reminders come, and each step of it."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

STAGES = [
    (1, 'on each of your days'),
    (2, 'on every other of your days'),
    (3, 'once a week'),
    (4, 'once a month, and silent in between'),
]
KINDS = [
    ('faded', 'fewer reminders'),
    ('returned', 'more reminders again'),
    ('asked', 'asked whether reminders still help'),
    ('goes_on', 'they go on'),
    ('stopped', 'they stop'),
    ('less', 'fewer, by the client'),
    ('more', 'more, by the client'),
    ('undone', 'a step was undone'),
    ('frozen', 'kept as it is'),
    ('thawed', 'grows with the habit again'),
    ('suggested', 'suggested by the practice'),
    ('declined', 'a suggestion was left'),
]
# A step stays as it was taken; it moves with a record that is made one with another.
KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON care_sessions_reminderstep FROM supple_app;
GRANT UPDATE (client_id) ON care_sessions_reminderstep TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0040_check_in_looks'),
        ('clients', '0041_sensation_withdrawn'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.AddField(
            model_name='reminderplan',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='frozen',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='heard_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='stage',
            field=models.PositiveSmallIntegerField(choices=STAGES, db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='stage_since',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='reminderplan',
            index=models.Index(condition=models.Q(('asked_at__isnull', False)), fields=['practice', 'asked_at'], name='plan_asked'),
        ),
        migrations.AddConstraint(
            model_name='reminderplan',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', [1, 2, 3, 4])), name='plan_stage_known'),
        ),
        migrations.AddConstraint(
            model_name='reminderplan',
            constraint=models.CheckConstraint(condition=models.Q(('stage', 1), ('stage_since__isnull', False), _connector='OR'), name='plan_stage_since'),
        ),
        migrations.CreateModel(
            name='ReminderStep',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=KINDS, max_length=12)),
                ('from_stage', models.PositiveSmallIntegerField(choices=STAGES)),
                ('to_stage', models.PositiveSmallIntegerField(choices=STAGES)),
                ('why', models.JSONField(default=dict)),
                ('local_date', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('by_client', models.BooleanField(default=False)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('plan', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.reminderplan')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('said_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'plan', '-id'], name='step_plan'), models.Index(fields=['practice', 'client'], name='step_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_stage__in', [1, 2, 3, 4]), ('kind__in', [kind for kind, _words in KINDS]), ('to_stage__in', [1, 2, 3, 4])), name='step_words_known'), models.CheckConstraint(condition=models.Q(('said_by', None), models.Q(('by_client', False), ('guardian', None)), _connector='OR'), name='step_of_one_side')],
            },
        ),
        ProtectTenantTables("ReminderStep"),
        migrations.RunSQL(KEPT),
    ]
