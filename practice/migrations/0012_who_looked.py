"""Who looked at a client's record: found by the client, and in the portal nobody else's.

A record that became part of another keeps its lines, which belong to the same person; the
function sees past row security to their ids, and to nothing else.
"""

from django.db import migrations, models

from practice.core.protection import CLIENT

SAME_PERSON = """
CREATE FUNCTION supple_parts_of(the_client uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  was text := current_setting('supple.client', true);
  parts uuid[];
BEGIN
  PERFORM set_config('supple.client', '', true);
  SELECT array_agg(id) INTO parts FROM clients_client
    WHERE id = the_client OR merged_into_id = the_client;
  PERFORM set_config('supple.client', coalesce(was, ''), true);
  RETURN parts;
END $$;
"""
POLICY = f"""
CREATE POLICY portal ON practice_accesslog AS RESTRICTIVE FOR SELECT USING (
  CASE WHEN {CLIENT} IS NULL THEN true
    ELSE client_id = ANY ((SELECT supple_parts_of({CLIENT}))::uuid[]) END);
"""


class Migration(migrations.Migration):
    """The access log by client."""

    dependencies = [
        ("practice", "0011_place_takes_one"),
        ("clients", "0039_messages"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(
                fields=["practice_id", "client_id", "-id"],
                condition=models.Q(("client_id__isnull", False)),
                name="access_log_of_client",
            ),
        ),
        migrations.RunSQL(SAME_PERSON),
        migrations.RunSQL(POLICY),
    ]
