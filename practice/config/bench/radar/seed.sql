-- What the radar reads, of everybody who is judged: half a year of weekly answers, places that were
-- felt, four weeks of practice, earlier treatments. After the bench's own seed.
INSERT INTO clients_measureresponse (practice_id, client_id, episode_id, instrument, version,
    language, rater, stage, asked_on, answers, mode, is_baseline, answered_on, answered_at)
SELECT work.practice_id, client.id, work.id, asked.code, asked.version, 'en', 'client', 'weekly',
       current_date - 7 * k, jsonb_build_array(jsonb_build_array(asked.item, 1 + mod(n * k, 7))), 'portal',
       k = 26, current_date - 7 * k, now() - 7 * k * interval '1 day'
FROM clients_client client
     JOIN clients_episode work ON work.practice_id = client.practice_id AND work.client_id = client.id,
     LATERAL (SELECT abs(hashtext(client.id::text)) % 97 AS n) numbered,
     generate_series(1, 26) k,
     (VALUES ('nprs', '1', 'average'), ('psfs', '1995', 'walk_freely'), ('srbai', '2012', 'thinking'))
         asked(code, version, item)
WHERE client.state IN ('active', 'maintaining')
ON CONFLICT DO NOTHING;

INSERT INTO clients_sensationreport (practice_id, client_id, region, side, clarity, felt, words,
    is_discovery, felt_on, reported_on, reported_at, source)
SELECT practice_id, id, 'front_groin_left_core', 'left', 'clear', 2 + mod(k, 7), '', false,
       current_date - 9 * k, current_date - 9 * k, now() - 9 * k * interval '1 day', 'portal'
FROM clients_client, generate_series(1, 8) k WHERE state IN ('active', 'maintaining');

INSERT INTO care_sessions_practicelog (practice_id, client_id, home_program_id, local_date,
    logged_at, client_key, source, done, skip_reason, worse, line)
SELECT practice_id, client_id, id, current_date - k, now() - k * interval '1 day', uuidv4(),
       'portal', true, '', false, ''
FROM care_sessions_homeprogram, generate_series(1, 28, 2) k WHERE state = 'active';

INSERT INTO clients_priortreatment (practice_id, client_id, episode_id, approach, what,
    relief_extent, relief_days)
SELECT practice_id, client_id, id, 'massage_manipulation', '', 'partial', 3 FROM clients_episode;
