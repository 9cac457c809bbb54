"""How many notes of one practice are signed: the planner cannot know it from either column alone.

Beside a thousand other practices it took one practice's few unsigned notes for thousands, and read
every session for them.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0005_merges'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS note_state (mcv) ON practice_id, state FROM care_sessions_sessionnote",
            "DROP STATISTICS note_state",
        ),
    ]
