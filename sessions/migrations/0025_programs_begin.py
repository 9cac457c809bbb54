"""Programs whose first day is still to come: their course of work says so only once it has come."""

from django.db import migrations, models

from practice.core.protection import filling

PROGRAMS, EPISODES = "care_sessions_homeprogram", "clients_episode"
STILL_TO_COME = f"""
UPDATE {PROGRAMS} program SET begins_on = program.started_on
FROM clients_client client
WHERE client.practice_id = program.practice_id AND client.id = program.client_id
    AND program.state IN ('active', 'paused')
    AND program.started_on > (now() AT TIME ZONE client.timezone)::date
"""
NOT_YET = f"""
UPDATE {EPISODES} episode SET runs_since = NULL, integrates = false
FROM {PROGRAMS} program
WHERE program.practice_id = episode.practice_id AND program.episode_id = episode.id
    AND program.state = 'active' AND program.begins_on IS NOT NULL AND episode.state = 'open'
"""
CLAIM = f"GRANT SELECT (begins_on) ON {PROGRAMS} TO supple_claim"


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0024_flares_and_check_ins'),
        ('clients', '0037_safety_asked_anew'),
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='homeprogram',
            name='begins_on',
            field=models.DateField(editable=False, null=True),
        ),
        *filling(STILL_TO_COME, PROGRAMS, "clients_client"),
        *filling(NOT_YET, PROGRAMS, EPISODES),
        migrations.AddIndex(
            model_name='homeprogram',
            index=models.Index(condition=models.Q(('begins_on__isnull', False)), fields=['practice', 'begins_on'], name='program_to_begin'),
        ),
        migrations.RunSQL(CLAIM),
    ]
