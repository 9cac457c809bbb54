"""What each reason in a program was given for.

A reason from before is taken to answer what its item waited for, and as many as the program holds.
What a decision left out as it was said is not known: that is asked again.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

from practice.core.protection import filling

ITEMS = "care_sessions_programitem"
PROGRAMS = "care_sessions_homeprogram"
REVISIONS = "care_sessions_homeprogramrevision"

WAITED_FOR = f"""
UPDATE {ITEMS} SET unlock_for = CASE phase
    WHEN 'maintain' THEN ARRAY['habit_to_maintain', 'release_to_maintain']
    ELSE ARRAY['release_to_integrate'] END
WHERE unlock_reason <> ''
"""
AS_MANY_AS_IT_HOLDS = f"""
UPDATE {PROGRAMS} program SET many_for = (
    SELECT count(DISTINCT item.movement_id) FROM {ITEMS} item
    WHERE item.practice_id = program.practice_id AND item.home_program_id = program.id
        AND item.removed_on IS NULL)
WHERE program.many_reason <> ''
"""
AS_MANY_AS_IT_HELD = f"""
UPDATE {REVISIONS} SET many_for = (
    SELECT count(DISTINCT item ->> 'movement') FROM jsonb_array_elements(items) item
    WHERE coalesce(item ->> 'movement', '') <> '')
WHERE many_reason <> ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0022_names_of_digits'),
    ]

    operations = [
        migrations.AddField(
            model_name='homeprogram',
            name='many_for',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='homeprogramrevision',
            name='many_for',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='programitem',
            name='against_for',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='programitem',
            name='unlock_for',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list),
        ),
        *filling(WAITED_FOR, ITEMS),
        *filling(AS_MANY_AS_IT_HOLDS, ITEMS, PROGRAMS),
        *filling(AS_MANY_AS_IT_HELD, REVISIONS),
    ]
