-- Fills every practice named in seed_practice with made-up clients and their history, in bulk.
-- seed_practice: practice_id, member_id, clients, group_id, movements, history, logins (uuid[]),
-- has_library.
-- What waits for somebody (Today) is the same at every size; everything else grows with it.

CREATE TEMP TABLE person AS
SELECT p.*, n, uuidv7() AS client_id, uuidv7() AS episode_id, uuidv7() AS program_id,
       (ARRAY['Ada','Ben','Bea','Dara','Elif','Finn','Bela','Hana','Ivo','Jona','Berit','Lena',
              'Milo','Nils','Oona','Pia','Benno','Rosa','Sven','Tara','Beate','Vito','Wim','Xenia',
              'Yara','Zeno','Anouk','Bruno','Carla','Dorian'])[1 + mod(n * 7, 30)] AS given_name,
       (ARRAY['Al','Ber','Cor','Dah','Er','Fal','Gran','Hol','Is','Jan','Kar','Lind',
              'Mar','Nor','Ost','Pet','Ros','Sand','Tor','Wal'])[1 + mod(n * 13 + n / 97, 20)]
       || (ARRAY['an','be','der','en','feld','ger','hau','in','ke','lo'])[1 + mod(n * 29 + n / 53, 10)]
       || (ARRAY['berg','dal','er','gaard','holm','man','sen','strom','wald','wick'])
          [1 + mod(n * 37 + n / 211, 10)] AS family_name,
       CASE WHEN mod(n, 100) < 40 THEN 'active' WHEN mod(n, 100) < 60 THEN 'maintaining'
            WHEN mod(n, 100) < 70 THEN 'enquiry' ELSE 'archived' END AS state,
       CASE WHEN mod(n, 100) < 25 THEN 'active' WHEN mod(n, 100) < 28 THEN 'paused'
            ELSE 'ended' END AS program_state,
       n <= 60 AS waits,
       CASE WHEN logins = '{}' THEN 1 WHEN n <= 10 THEN 30
            WHEN n = 11 THEN greatest(history / 40, 2) ELSE 1 END AS lessons,
       CASE WHEN n <= 9 AND logins <> '{}' THEN 200 WHEN n = 10 AND logins <> '{}' THEN history
            ELSE 3 END AS logs
FROM seed_practice p, generate_series(1, p.clients) n;

INSERT INTO clients_client (id, practice_id, user_id, given_name, family_name, preferred_name,
    pronouns, email, phone, timezone, state, assigned_to_id, sort_name, version, created_at)
SELECT client_id, practice_id, logins[n], given_name, family_name,
       CASE WHEN mod(n, 9) = 0 THEN left(given_name, 3) ELSE '' END, '',
       lower(given_name || '.' || family_name) || n || '@bench.example',
       '+49 30 ' || lpad(n::text, 7, '0'), 'Europe/Berlin', state,
       CASE WHEN mod(n, 2) = 0 OR n <= 9 THEN member_id END,
       lower(family_name || ' ' || given_name), 1, now() - mod(n, 900) * interval '1 day'
FROM person;

INSERT INTO clients_clientbeginning (practice_id, client_id, text, sort_name, is_archived)
SELECT DISTINCT practice_id, client_id, found.text, lower(family_name || ' ' || given_name),
       state = 'archived'
FROM person, unnest(ARRAY[lower(given_name),
    lower(family_name), lower(given_name || '.' || family_name) || n || '@bench.example',
    '4930' || lpad(n::text, 7, '0'), '30' || lpad(n::text, 7, '0')]) word,
    LATERAL (SELECT left(word, k) AS text FROM generate_series(2, 6) k UNION SELECT word) found;

INSERT INTO clients_episode (id, practice_id, client_id, concern, state, opened_on, closed_on,
    outcome, reason, started, runs_since, released_on, integrates)
SELECT episode_id, practice_id, client_id, 'The lower back pulls after a long drive.',
       CASE WHEN program_state = 'ended' THEN 'closed' ELSE 'open' END,
       current_date - 210 - mod(n, 400),
       CASE WHEN program_state = 'ended' THEN current_date - 20 END,
       CASE WHEN program_state = 'ended' THEN 'met' ELSE '' END, '', true,
       CASE WHEN program_state = 'active' THEN current_date - 200 END,
       CASE WHEN mod(n, 2) = 0 OR waits
            THEN current_date - (lessons - 1) * 6 - mod(n, 30) END,
       program_state = 'active' AND NOT waits
FROM person WHERE state <> 'enquiry';

INSERT INTO clients_intakesubmission (practice_id, client_id, form_version, state, answers,
    version, saved_at, typed_signature, signed_at, accepted_at, accepted_by_id)
SELECT practice_id, client_id, 1, CASE WHEN waits THEN 'signed' ELSE 'accepted' END, '{}', 1,
       now() - interval '5 days', given_name, now() - interval '5 days',
       CASE WHEN NOT waits THEN now() END, CASE WHEN NOT waits THEN member_id END
FROM person WHERE state <> 'enquiry';

INSERT INTO clients_personnote (practice_id, client_id, author_id, about, written_at, version)
SELECT practice_id, client_id, member_id, 'Comes by train and is early.',
       now() - number * interval '9 days', 1
FROM person, generate_series(1, lessons) number WHERE mod(n, 2) = 0 OR lessons > 1;

CREATE TEMP TABLE lesson AS
SELECT person.*, number, waits AND number = lessons AS is_draft,
       current_date - (lessons - number) * 6 - mod(n, 30) AS held_on,
       uuidv7() AS session_id, uuidv7() AS assessment_id, uuidv7() AS note_id
FROM person, generate_series(1, lessons) number WHERE state <> 'enquiry';

INSERT INTO care_sessions_session (id, practice_id, client_id, episode_id, practitioner_id,
    held_on, number)
SELECT session_id, practice_id, client_id, episode_id, member_id, held_on, number FROM lesson;

INSERT INTO care_sessions_positiontransitionassessment (id, practice_id, client_id, session_id)
SELECT assessment_id, practice_id, client_id, session_id FROM lesson;

INSERT INTO care_sessions_sessionnote (id, practice_id, client_id, session_id, assessment_id,
    author_id, state, clients_words, observed, sensed_by_hand, retest, felt_change,
    home_movements, plan, low_tone_choice, low_tone_reason, version, saved_at, signed_at,
    signed_by_id, content_hash)
SELECT note_id, practice_id, client_id, session_id, assessment_id, member_id,
       CASE WHEN is_draft THEN 'draft' ELSE 'signed' END,
       'It is lighter in the morning and pulls again after I sit for an hour.',
       'Stands with the weight on the right; the left waist is short.', 'Dense beside the spine.',
       'Lies wider than before.', 'Longer on the left.', 'Arch and flatten, slowly.',
       'Walk a little after each practice.', '', '', 1, held_on + time '15:00',
       CASE WHEN NOT is_draft THEN held_on + time '18:00' END,
       CASE WHEN NOT is_draft THEN member_id END,
       CASE WHEN is_draft THEN '' ELSE repeat('0', 64) END
FROM lesson;

INSERT INTO care_sessions_techniqueapplication (practice_id, note_id, position, technique,
    muscle_group_id, side, response)
SELECT practice_id, note_id, position, 'assisted_pandiculation', group_id, 'left', 'Let go late.'
FROM lesson, generate_series(0, 1) position;

INSERT INTO care_sessions_releaseevent (practice_id, client_id, episode_id, note_id,
    muscle_group_id, side, method, released_on)
SELECT practice_id, client_id, episode_id, note_id, group_id, 'left', 'in_session', held_on
FROM lesson WHERE number <= 2 AND (mod(n, 2) = 0 OR waits);

INSERT INTO care_sessions_homeprogram (id, practice_id, client_id, episode_id, state, days, times,
    cue, note_to_client, revision, version, started_on, ended_on, created_at)
SELECT program_id, practice_id, client_id, episode_id, program_state, '{1,2,3,4,5,6,7}',
       '{07:30}', 'after waking', 'Slowly.', 1, 1, current_date - 200,
       CASE WHEN program_state = 'ended' THEN current_date - 20 END, now() - interval '200 days'
FROM person WHERE state <> 'enquiry';

INSERT INTO care_sessions_programitem (practice_id, home_program_id, movement_id, phase, position,
    minutes, variant, note, unlock_reason, added_on)
SELECT practice_id, program_id, movements[position],
       CASE WHEN position = 3 AND NOT waits THEN 'integrate' ELSE 'free' END,
       position, 4, '', '', '', current_date - 200
FROM person, generate_series(1, 3) position WHERE state <> 'enquiry';

INSERT INTO care_sessions_reminderplan (practice_id, client_id, home_program_id, state, detail,
    next_due_at, changed_at)
SELECT practice_id, client_id, program_id, 'on', false, now() + interval '1 day', now()
FROM person WHERE state <> 'enquiry' AND program_state = 'active';

-- Five hundred answers of each who signs in, of every instrument that is not a judgement of change.
INSERT INTO clients_measureresponse (practice_id, client_id, episode_id, instrument, version,
    language, rater, stage, asked_on, answers, mode, is_baseline, answered_on, answered_at)
SELECT practice_id, client_id, episode_id, code, version, 'en', 'client', 'session_end',
       current_date - k, jsonb_build_array(jsonb_build_array(item, mod(n + k, 7) + 1)), 'portal',
       k > 493, current_date - k, now() - k * interval '1 day'
FROM person, generate_series(1, 500) k,
     LATERAL (SELECT (ARRAY['nprs', 'nprs_now', 'psfs', 'srbai', 'ease', 'open_core',
                            'free_sleeve'])[1 + mod(k, 7)] AS code,
                     (ARRAY['1', '1', '1995', '2012', '1', '1', '1'])[1 + mod(k, 7)] AS version,
                     (ARRAY['average', 'now', 'walk_freely', 'thinking', 'ease', 'core',
                            'sleeve'])[1 + mod(k, 7)] AS item) asked
WHERE n <= 10 AND logins <> '{}' AND state <> 'enquiry';

INSERT INTO care_sessions_practicelog (practice_id, client_id, home_program_id, local_date,
    logged_at, client_key, source, done, skip_reason, minutes, slowness, ease_after, worse, line)
SELECT practice_id, client_id, program_id, (at AT TIME ZONE 'Europe/Berlin')::date, at, uuidv4(),
       'portal', mod(k, 5) > 0, CASE WHEN mod(k, 5) = 0 THEN 'no_time' ELSE '' END, 10,
       mod(n + k, 11), mod(n + 2 * k, 11), false,
       CASE WHEN mod(k, 4) = 0 THEN 'The left side took longer.' ELSE '' END
FROM person, generate_series(1, logs) k,
     -- Daily for those with a history, three over half a year for everybody else.
     LATERAL (SELECT CASE WHEN logs > 3 THEN k * 24 ELSE mod(n * 31 + k * 1440, 4300) END AS hours) ago,
     LATERAL (SELECT now() - interval '1 hour' - hours * interval '1 hour'
                     - mod(n, 3600) * interval '1 second' AS at) moment
WHERE state <> 'enquiry';

INSERT INTO practice_message (practice_id, kind, person_id, subject_id, channel, local_date, slot,
    due_at, urgent, state, attempt, message_id, secret, reason, planned_at, settled_at)
SELECT practice_id, 'reminder', client_id, program_id, 'mail', current_date - day, '07:30',
       now() - day * interval '1 day', false, CASE WHEN waits AND day = 1 THEN 'held' ELSE 'sent' END,
       1, '', '', '', now() - day * interval '1 day', now() - day * interval '1 day'
FROM person, generate_series(1, 60, 20) day WHERE state <> 'enquiry';

-- What is planned for tomorrow, for everybody whose program runs.
INSERT INTO practice_message (practice_id, kind, person_id, subject_id, channel, local_date, slot,
    due_at, urgent, state, attempt, message_id, secret, reason, planned_at)
SELECT practice_id, 'reminder', client_id, program_id, 'mail', current_date + 1, '07:30',
       now() + interval '1 day', false, 'planned', 0, '', '', '', now()
FROM person WHERE state <> 'enquiry' AND program_state = 'active';

-- The library of one practice: 500 movements, 5,000 where another has most clients.
INSERT INTO care_sessions_movement (practice_id, built_in_code, built_in_version, name, folded,
    sort_name, aliases, summary, start_position, variants, sides, minutes, cycles, start, steps,
    frees, integrates, targets, contraindications, drawing, source, rights, position)
SELECT m.practice_id, 'own_' || lpad(n::text, 8, '0'), 0, said.name, lower(said.name),
       lpad(m.position::text, 5, '0') || ' ' || lower(said.name), m.aliases, m.summary,
       m.start_position, m.variants, m.sides, m.minutes, m.cycles, m.start, m.steps, m.frees,
       m.integrates, m.targets, m.contraindications, m.drawing, m.source, m.rights, m.position
FROM seed_practice p,
     LATERAL generate_series(1, CASE WHEN NOT p.has_library THEN 0
         WHEN (SELECT max(clients) FROM seed_practice) > 1000 THEN 5000
         ELSE 500 END - array_length(p.movements, 1)) n,
     care_sessions_movement m,
     LATERAL (SELECT m.name || ' as in lesson ' || n AS name) said
WHERE m.practice_id = p.practice_id AND m.built_in_version > 0 AND m.position = mod(n, 18);

INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT m.practice_id, m.id, found.text, m.sort_name, false
FROM care_sessions_movement m, LATERAL (
    SELECT left(word, n) AS text
    FROM regexp_split_to_table(translate(m.folded, '-', ' '), ' +') word,
         unnest(ARRAY[1, 2, 3, 4, 5, 6, 120]) n
    WHERE word <> '' AND (n = 1 OR length(word) >= 2)
    UNION SELECT 'from ' || m.start_position
    UNION SELECT 'phase free' WHERE m.frees >= 2
    UNION SELECT 'phase integrate' WHERE m.integrates >= 2
    UNION SELECT 'within ' || most FROM unnest(ARRAY[4, 10, 15]) most WHERE m.minutes <= most
    UNION SELECT mark
    FROM jsonb_array_elements(m.targets) target,
         unnest(ARRAY['muscle ' || (target ->> 'muscle_group'), 'place ' || (target ->> 'place'),
                      'aim ' || (target ->> 'muscle_group') || ' ' || (target ->> 'place')]) mark
) found
WHERE m.built_in_version = 0;

-- Booked time: 500 appointments to come where there are so many clients, and ten times the past in
-- the large practice (10,000 beside 1,000). Six a day, with two stretches of the hours left free.
WITH place AS (
    SELECT practice_id, min(w.id::text)::uuid AS id
    FROM practice_place w JOIN seed_practice USING (practice_id) GROUP BY 1
), hours AS (
    INSERT INTO care_sessions_weeklyhours (practice_id, practitioner_id, place_id, weekday, begins, ends)
    SELECT p.practice_id, p.member_id, place.id, weekday, '08:00', '19:15'
    FROM seed_practice p JOIN place USING (practice_id), generate_series(0, 6) weekday
), booked AS (
    SELECT p.practice_id, client_id, p.member_id, place.id AS place_id, s.id AS service_id,
           s.minutes, s.buffer_after_minutes, k, current_date + floor(k / 6.0)::int AS local_date,
           time '08:00' + (ARRAY[0,1,4,5,6,8])[1 + mod(mod(k, 6) + 6, 6)] * interval '75 minutes'
               AS local_time
    FROM seed_practice p JOIN place USING (practice_id)
         JOIN care_sessions_service s ON s.practice_id = p.practice_id AND s.built_in_code = 'lesson'
         CROSS JOIN generate_series(-least(p.clients, 10000), least(p.clients, 500) - 1) k
         JOIN person ON person.practice_id = p.practice_id AND person.n = 1 + mod(k + 10000, p.clients)
), kept AS (
    INSERT INTO care_sessions_appointment (practice_id, client_id, practitioner_id, service_id,
        place_id, starts_at, ends_at, blocked_from, blocked_until, local_date, local_time, zone,
        state, policy, booked_by_id, booked_at)
    SELECT practice_id, client_id, member_id, service_id, place_id, at, ends, at,
           ends + buffer_after_minutes * interval '1 minute', local_date, local_time,
           'Europe/Berlin', CASE WHEN k < 0 THEN 'done' ELSE 'booked' END,
           '{"cancellation_hours": 24, "price": null, "currency": "EUR", "words": ""}', member_id,
           least(at, now()) - interval '20 days'
    FROM booked, LATERAL (SELECT (local_date + local_time) AT TIME ZONE 'Europe/Berlin' AS at) begun,
         LATERAL (SELECT at + minutes * interval '1 minute' AS ends) ended
    RETURNING practice_id, id, booked_at, booked_by_id
)
INSERT INTO care_sessions_appointmentchange (practice_id, appointment_id, from_state, to_state, at,
    made_by_id, why, words, was_zone)
SELECT practice_id, id, '', 'booked', booked_at, booked_by_id, '', '', '' FROM kept;
