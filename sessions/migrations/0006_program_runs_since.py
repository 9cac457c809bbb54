"""What the courses of work say of the program that runs now."""

from django.db import migrations

from practice.core.protection import filling

RUNS_SINCE = """
UPDATE clients_episode e SET runs_since = p.started_on
FROM care_sessions_homeprogram p
WHERE p.episode_id = e.id AND p.state = 'active'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0005_merges'),
        ('clients', '0034_program_runs_since'),
    ]

    operations = filling(RUNS_SINCE, "clients_episode", "care_sessions_homeprogram")
