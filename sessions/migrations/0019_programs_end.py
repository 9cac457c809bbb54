"""What looks for programs whose last day is over sees which practices have some, and no more."""

from django.db import migrations

CLAIM = """
GRANT SELECT (practice_id, state, ends_on) ON care_sessions_homeprogram TO supple_claim;
CREATE POLICY claim ON care_sessions_homeprogram FOR SELECT TO supple_claim USING (true);
"""

class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0018_program_templates'),
    ]

    operations = [
        migrations.RunSQL(CLAIM),
    ]
