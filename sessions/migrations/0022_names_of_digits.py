"""Movements that are there are found by a first letter or digit, and behind a slash."""

from django.db import migrations

from practice.core.protection import filling

FOUND_BY = """
INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT DISTINCT m.practice_id, m.id, left(word, n), m.sort_name, m.retired_at IS NOT NULL
FROM care_sessions_movement m, LATERAL (
    SELECT m.folded AS said UNION ALL
    SELECT lower(alias ->> 'name') FROM jsonb_array_elements(m.aliases) alias) names,
  regexp_split_to_table(said || ' ' || translate(said, '-/' || chr(39), '   ') || ' '
    || translate(said, '/', ' '), ' +') word,
  unnest(ARRAY[1, 2, 3, 4, 5, 6, 120]) n
WHERE word <> '' AND (n = 1 OR length(word) >= 2)
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0021_pictures_of_cards'),
    ]

    operations = filling(
        FOUND_BY, "care_sessions_movement", "care_sessions_movementbeginning"
    )
