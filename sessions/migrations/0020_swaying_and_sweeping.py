"""Two movements more, for the practices that are there: swaying and sweeping."""

from django.db import migrations

from practice.core.protection import filling

# As they were when this was written.
MOVEMENTS = """
INSERT INTO care_sessions_movement (practice_id, built_in_code, built_in_version, name, folded,
  sort_name, summary, start_position, variants, sides, minutes, cycles, start, steps, frees,
  integrates, targets, aliases, contraindications, drawing, source, rights, position, version)
SELECT practice.id, ours.code, 1, ours.name, lower(ours.name),
  lpad(ours.position::text, 5, '0') || ' ' || lower(ours.name), ours.summary, ours.start_position,
  ours.variants, ours.sides, ours.minutes, ours.cycles, ours.start, ours.steps::jsonb, ours.frees,
  ours.integrates, ours.targets::jsonb, ours.aliases::jsonb, ours.contraindications, ours.code,
  ours.source, 'own words', ours.position, 1
FROM practice_practice practice, (VALUES
  (16, 'seaweed_spine', 'Seaweed Spine',
   'The spine sways from side to side, from the seat up, like weed in slow water.',
   'sitting', ARRAY['seated']::text[], 'alternating', 3, 3,
   'Sit towards the front of a firm chair, both feet on the floor. Let your arms hang beside you.',
   '[{"kind": "contract", "words": "Let your right sitting bone grow heavy. Shorten your left waist.", "seconds": 6},
    {"kind": "slow_release", "words": "Float back to the middle, one rib after the other, the head last.", "seconds": 11},
    {"kind": "contract", "words": "Let your left sitting bone grow heavy. Shorten your right waist.", "seconds": 6},
    {"kind": "slow_release", "words": "Float back to the middle, slower still.", "seconds": 11},
    {"kind": "rest", "words": "Rest. Let your head balance by itself.", "seconds": 13},
    {"kind": "sense", "words": "Sense the length of your spine, and which way was easier.", "seconds": 13}]',
   2, 2,
   '[{"muscle_group": "waist", "place": "sitting"},
    {"muscle_group": "quadratus_lumborum", "place": "sitting"},
    {"muscle_group": "deep_spinal", "place": "sitting"},
    {"muscle_group": "neck", "place": "sitting"},
    {"muscle_group": "waist", "place": "side_to_side"}]',
   '[]',
   ARRAY[]::text[], 'takeitoutsidefitness.com, March 2015'),
  (17, 'forehand_sweep', 'Back-hand and Forehand Sweep',
   'One arm gathers across the body and sweeps out again, the chest turning along.',
   'sitting', ARRAY['seated', 'standing']::text[], 'each_side', 4, 3,
   'Sit towards the front of a firm chair, both feet on the floor. Rest your right hand on your thigh. Let your left arm be the one that moves.',
   '[{"kind": "contract", "words": "Draw your left hand across to the right. Chest and face turn along.", "seconds": 7},
    {"kind": "slow_release", "words": "Sweep it back and out to its own side, slowly, the eyes following.", "seconds": 14},
    {"kind": "rest", "words": "Rest. Let both arms hang.", "seconds": 9},
    {"kind": "sense", "words": "Sense your ribs on both sides. Which side turns more easily?", "seconds": 10}]',
   2, 2,
   '[{"muscle_group": "waist", "place": "sitting"},
    {"muscle_group": "chest", "place": "sitting"},
    {"muscle_group": "shoulders", "place": "sitting"},
    {"muscle_group": "upper_back", "place": "sitting"},
    {"muscle_group": "waist", "place": "twist_turn"}]',
   '[{"name": "Back-hand Sweep", "lineage": "clinical"},
    {"name": "Forehand Sweep", "lineage": "clinical"}]',
   ARRAY['twist']::text[], 'takeitoutsidefitness.com, March 2015')
) AS ours (position, code, name, summary, start_position, variants, sides, minutes, cycles, start,
  steps, frees, integrates, targets, aliases, contraindications, source)
ORDER BY practice.id, ours.position;
"""

FOUND_BY = """
INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT m.practice_id, m.id, found.text, m.sort_name, false
FROM care_sessions_movement m, LATERAL (
  SELECT left(word, n) AS text
  FROM (SELECT m.name AS said UNION ALL
        SELECT alias ->> 'name' FROM jsonb_array_elements(m.aliases) alias) names,
    regexp_split_to_table(
      lower(said) || ' ' || translate(lower(said), '-' || chr(39), '  '), ' +') word,
    unnest(ARRAY[2, 3, 4, 5, 6, 120]) n
  WHERE length(word) >= 2
  UNION SELECT 'from ' || m.start_position
  UNION SELECT 'phase free' WHERE m.frees >= 2
  UNION SELECT 'phase integrate' WHERE m.integrates >= 2
  UNION SELECT 'within ' || most FROM unnest(ARRAY[4, 10, 15]) most WHERE m.minutes <= most
  UNION SELECT mark
  FROM jsonb_array_elements(m.targets) target,
    unnest(ARRAY['muscle ' || (target ->> 'muscle_group'), 'place ' || (target ->> 'place'),
      'aim ' || (target ->> 'muscle_group') || ' ' || (target ->> 'place')]) mark
) found
WHERE m.built_in_code IN ('seaweed_spine', 'forehand_sweep');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0019_programs_end'),
    ]

    operations = filling(
        MOVEMENTS + FOUND_BY,
        "care_sessions_movement",
        "care_sessions_movementbeginning",
        "practice_practice",
    )
