"""The country whose way of writing days and numbers a practice follows."""

from django.db import migrations, models

STAFF = """
DROP FUNCTION supple_staff(uuid, uuid, uuid);
CREATE FUNCTION supple_staff(the_user uuid, chosen uuid, request uuid)
RETURNS TABLE (membership_id uuid, practice_id uuid, role varchar, name varchar,
  practice_name varchar, zone varchar, only_own boolean, locale varchar)
LANGUAGE plpgsql AS $$
DECLARE found practice_membership%ROWTYPE;
BEGIN
  PERFORM set_config('supple.user', the_user::text, true),
    set_config('supple.practice', '', true), set_config('supple.client', '', true),
    set_config('supple.request', request::text, true);
  SELECT m.* INTO found FROM practice_membership m
    JOIN practice_practice p ON p.id = m.practice_id
    WHERE m.user_id = the_user AND m.is_active AND p.is_active
    ORDER BY (m.practice_id IS NOT DISTINCT FROM chosen) DESC, m.id LIMIT 1;
  IF found.id IS NULL THEN RETURN; END IF;
  PERFORM set_config('supple.practice', found.practice_id::text, true);
  RETURN QUERY SELECT found.id, found.practice_id, found.role, found.name, p.name, p.timezone,
    p.only_own_clients, p.locale FROM practice_practice p WHERE p.id = found.practice_id;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0004_message_try_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='locale',
            field=models.CharField(db_default='en-gb', default='en-gb', max_length=12, verbose_name='dates and numbers as in'),
        ),
        migrations.RunSQL(STAFF),
    ]
