"""The portal's way in also says how its practice writes days and numbers."""

from django.db import migrations

PORTAL = """
DROP FUNCTION supple_client(uuid, uuid, uuid);
CREATE FUNCTION supple_client(the_user uuid, chosen uuid, request uuid)
RETURNS TABLE (client_id uuid, practice_id uuid, name varchar, practice_name varchar,
  zone varchar, others bigint, locale varchar)
LANGUAGE plpgsql AS $$
DECLARE
  one record;
  house varchar;
  mine record;
  mine_house varchar;
  country varchar;
  mine_country varchar;
  shared bigint := 0;
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  FOR one IN SELECT c.id, c.practice_id, c.given_name, c.timezone FROM clients_client c
    WHERE c.user_id = the_user ORDER BY (c.id IS NOT DISTINCT FROM chosen) DESC, c.id
  LOOP
    PERFORM set_config('supple.practice', one.practice_id::text, true);
    SELECT p.name, p.locale INTO house, country FROM practice_practice p
      WHERE p.id = one.practice_id AND p.is_active;
    CONTINUE WHEN house IS NULL;
    IF shared = 0 THEN mine := one; mine_house := house; mine_country := country; END IF;
    shared := shared + 1;
  END LOOP;
  PERFORM set_config('supple.practice', '', true);
  IF shared = 0 THEN RETURN; END IF;
  PERFORM set_config('supple.practice', mine.practice_id::text, true),
    set_config('supple.client', mine.id::text, true);
  RETURN QUERY SELECT mine.id, mine.practice_id, mine.given_name::varchar, mine_house,
    mine.timezone::varchar, shared - 1, mine_country;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0003_tags'),
        ('practice', '0005_practice_locale'),
    ]

    operations = [migrations.RunSQL(PORTAL)]
