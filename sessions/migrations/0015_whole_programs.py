"""Budget, first and last day, sides and reasons of home programs; the revision of each log."""

from django.db import migrations, models
from practice.core.protection import filling

LOGS = "care_sessions_practicelog"
REVISIONS = "care_sessions_homeprogramrevision"
# A log is of the revision that stood when it was written.
OF_THEIR_TIME = f"""
UPDATE {LOGS} log SET revision = stood.number
FROM (
    SELECT log.id, max(made.number) AS number FROM {LOGS} log
    JOIN {REVISIONS} made ON made.practice_id = log.practice_id
        AND made.home_program_id = log.home_program_id AND made.made_at <= log.logged_at
    GROUP BY log.id
) stood
WHERE stood.id = log.id AND stood.number > 1
"""

class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0014_understanding_cards'),
        ('clients', '0036_own_muscle_groups'),
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='homeprogram',
            name='ends_on',
            field=models.DateField(null=True, verbose_name='last day'),
        ),
        migrations.AddField(
            model_name='homeprogram',
            name='many_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why so many'),
        ),
        migrations.AddField(
            model_name='homeprogram',
            name='minutes_budget',
            field=models.PositiveSmallIntegerField(db_default=15, default=15, verbose_name='minutes there are a day'),
        ),
        migrations.AddField(
            model_name='homeprogram',
            name='starts_on',
            field=models.DateField(null=True, verbose_name='first day'),
        ),
        migrations.AddField(
            model_name='homeprogramrevision',
            name='many_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='homeprogramrevision',
            name='minutes_budget',
            field=models.PositiveSmallIntegerField(db_default=15, default=15),
        ),
        migrations.AddField(
            model_name='practicelog',
            name='revision',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        *filling(OF_THEIR_TIME, LOGS, REVISIONS),
        migrations.AddField(
            model_name='programitem',
            name='against_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why all the same'),
        ),
        migrations.AddField(
            model_name='programitem',
            name='repetitions',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='repetitions'),
        ),
        migrations.AddField(
            model_name='programitem',
            name='side',
            field=models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides together'), ('in_turn', 'Each side in turn')], db_default='', default='', max_length=10, verbose_name='side'),
        ),
        migrations.AddIndex(
            model_name='homeprogram',
            index=models.Index(condition=models.Q(('ends_on__isnull', False), ('state__in', ['active', 'paused'])), fields=['practice', 'ends_on'], name='program_to_end'),
        ),
        migrations.AddConstraint(
            model_name='homeprogram',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('starts_on', None), ('ends_on', None), _connector='OR'), name='program_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='homeprogram',
            constraint=models.CheckConstraint(condition=models.Q(('minutes_budget__in', (4, 10, 15))), name='program_budget_known'),
        ),
    ]
