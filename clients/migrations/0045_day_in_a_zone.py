"""The date that an instant has in a zone, and by UTC where there is no such zone (any more)."""

from django.db import migrations

MAKE = """
CREATE FUNCTION supple_day_there(at timestamp with time zone, zone text) RETURNS date
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (at AT TIME ZONE zone)::date;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN (at AT TIME ZONE 'UTC')::date;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0044_check_ins_by_mail'),
    ]

    operations = [
        migrations.RunSQL(MAKE, 'DROP FUNCTION supple_day_there(timestamp with time zone, text)'),
    ]
