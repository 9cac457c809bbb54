"""In the portal somebody is called as they want to be: by a preferred name, if they have one."""

from django.db import migrations

CALLED = """
CREATE OR REPLACE FUNCTION supple_client(the_user uuid, chosen uuid, request uuid, at timestamptz)
RETURNS TABLE (client_id uuid, practice_id uuid, name varchar, practice_name varchar,
  zone varchar, others bigint, locale varchar, guardian_id uuid, is_chosen boolean)
LANGUAGE plpgsql AS $$
DECLARE
  way record;
  one record;
  house record;
  mine record;
  mine_house record;
  mine_way record;
  met uuid[] := '{}';
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  FOR way IN SELECT w.*, w.id IS NOT DISTINCT FROM chosen
      OR w.kept IS NOT DISTINCT FROM chosen AS is_chosen
    FROM (
      SELECT c.id, c.practice_id, coalesce(c.merged_into_id, c.id) AS kept, NULL::uuid AS guardian_id
      FROM clients_client c WHERE c.user_id = the_user
      UNION ALL
      SELECT g.client_id, g.practice_id, g.client_id, g.id
      FROM clients_guardian g WHERE g.user_id = the_user AND g.ended_at IS NULL
    ) w ORDER BY is_chosen DESC, w.guardian_id IS NOT NULL, w.id
  LOOP
    PERFORM set_config('supple.practice', way.practice_id::text, true);
    SELECT p.name, p.locale, p.consent_age INTO house FROM practice_practice p
      WHERE p.id = way.practice_id AND p.is_active;
    CONTINUE WHEN NOT FOUND;
    SELECT c.id, c.practice_id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called,
        c.timezone, c.birth_date, c.merged_into_id INTO one
      FROM clients_client c WHERE c.id = way.kept;
    IF one.merged_into_id IS NOT NULL THEN
      SELECT c.id, c.practice_id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called,
        c.timezone, c.birth_date, c.merged_into_id INTO one
        FROM clients_client c WHERE c.id = one.merged_into_id;
    END IF;
    CONTINUE WHEN one.id = ANY (met);
    CONTINUE WHEN way.guardian_id IS NOT NULL
      AND NOT supple_is_minor(one.birth_date, one.timezone, house.consent_age, at);
    IF met = '{}' THEN mine := one; mine_house := house; mine_way := way; END IF;
    met := met || one.id;
  END LOOP;
  PERFORM set_config('supple.practice', '', true);
  IF met = '{}' THEN RETURN; END IF;
  PERFORM set_config('supple.practice', mine.practice_id::text, true),
    set_config('supple.client', mine.id::text, true);
  RETURN QUERY SELECT mine.id, mine.practice_id, mine.called::varchar,
    mine_house.name::varchar, mine.timezone::varchar, cardinality(met)::bigint - 1,
    mine_house.locale::varchar, mine_way.guardian_id, mine_way.is_chosen;
END $$;

CREATE OR REPLACE FUNCTION supple_clients(the_user uuid, at timestamptz)
RETURNS TABLE (client_id uuid, name varchar, practice_name varchar, standing varchar)
LANGUAGE plpgsql AS $$
DECLARE
  was_practice text := current_setting('supple.practice', true);
  was_client text := current_setting('supple.client', true);
  way record;
  one record;
  house record;
  met uuid[] := '{}';
BEGIN
  PERFORM set_config('supple.practice', '', true), set_config('supple.client', '', true);
  FOR way IN SELECT w.* FROM (
      SELECT coalesce(c.merged_into_id, c.id) AS id, c.practice_id, 'own' AS standing
      FROM clients_client c WHERE c.user_id = the_user
      UNION ALL
      SELECT g.client_id, g.practice_id,
        CASE WHEN g.ended_at IS NULL THEN 'guardian' ELSE 'ended' END
      FROM clients_guardian g WHERE g.user_id = the_user
    ) w ORDER BY w.standing = 'ended', w.standing <> 'own', w.id
  LOOP
    PERFORM set_config('supple.practice', way.practice_id::text, true);
    SELECT p.name, p.consent_age INTO house FROM practice_practice p
      WHERE p.id = way.practice_id AND p.is_active;
    CONTINUE WHEN NOT FOUND;
    SELECT c.id, coalesce(nullif(c.preferred_name, ''), c.given_name) AS called, c.timezone,
        c.birth_date INTO one FROM clients_client c
      WHERE c.id = (SELECT coalesce(k.merged_into_id, k.id) FROM clients_client k
        WHERE k.id = way.id);
    CONTINUE WHEN one.id = ANY (met);
    met := met || one.id;
    RETURN QUERY SELECT one.id, one.called::varchar, house.name::varchar,
      CASE WHEN way.standing = 'own'
          OR supple_is_minor(one.birth_date, one.timezone, house.consent_age, at)
        THEN way.standing ELSE 'of_age' END::varchar;
  END LOOP;
  PERFORM set_config('supple.practice', was_practice, true),
    set_config('supple.client', was_client, true);
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0029_a_yes_said_again'),
    ]

    operations = [migrations.RunSQL(CALLED, migrations.RunSQL.noop)]
