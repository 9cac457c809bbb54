-- Active plans in every practice, {plans} each: a home program and its plan. The first {due} are of
-- as many clients, and are made due before each measurement; the others are weeks ahead, ten to a
-- client.

CREATE TEMP TABLE person AS
SELECT p.id AS practice_id, n, uuidv7() AS client_id
FROM practice_practice p, generate_series(1, {due} + ({plans} - {due}) / 10) n;

CREATE TEMP TABLE planned AS
SELECT person.*, uuidv7() AS episode_id, uuidv7() AS program_id
FROM person, LATERAL generate_series(1, CASE WHEN n <= {due} THEN 1 ELSE 10 END) plan
ORDER BY n;

INSERT INTO clients_client (id, practice_id, given_name, family_name, preferred_name, pronouns,
    email, phone, timezone, state, sort_name, version, created_at)
SELECT client_id, practice_id, 'Nora', 'Lindstrom ' || n, '', '',
       'nora.' || replace(client_id::text, '-', '') || '@bench.example', '', 'Europe/Berlin',
       'active', 'lindstrom ' || n || ' nora', 1, now()
FROM person;

INSERT INTO clients_episode (id, practice_id, client_id, concern, state, opened_on, outcome, reason,
    started, runs_since, integrates)
SELECT episode_id, practice_id, client_id, 'The lower back pulls after a long drive.', 'open',
       current_date - 200, '', '', true, current_date - 200, false
FROM planned;

INSERT INTO care_sessions_homeprogram (id, practice_id, client_id, episode_id, state, days, times,
    cue, note_to_client, revision, version, started_on, created_at)
SELECT program_id, practice_id, client_id, episode_id, 'active', '{{1,2,3,4,5,6,7}}', '{{00:01}}',
       'after waking', 'Slowly.', 1, 1, current_date - 200, now() - interval '200 days'
FROM planned;

INSERT INTO care_sessions_reminderplan (practice_id, client_id, home_program_id, state, detail,
    next_due_at, changed_at)
SELECT practice_id, client_id, program_id, 'on', n % 2 = 0,
       now() + interval '30 days' + mod(n, 40000) * interval '1 minute',
       now() - interval '30 days'
FROM planned;
