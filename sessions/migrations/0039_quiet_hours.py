"""Quiet hours, and a pause, of reminders."""

import datetime

from django.db import migrations, models

from practice.core.protection import filling

# Whoever is reminded at night already has said so to somebody: nothing that they had is lost.
NIGHTS = """
UPDATE care_sessions_reminderplan plan SET quiet_from = '21:00', quiet_until = '07:00'
FROM care_sessions_homeprogram program
WHERE program.practice_id = plan.practice_id AND program.id = plan.home_program_id
    AND NOT EXISTS (SELECT FROM unnest(program.times) AS meant (at)
        WHERE meant.at >= '21:00' OR meant.at < '07:00')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0038_visitor_booking'),
    ]

    operations = [
        migrations.AddField(
            model_name='reminderplan',
            name='paused_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='quiet_from',
            field=models.TimeField(db_default=datetime.time(0, 0), default=datetime.time(21, 0)),
        ),
        migrations.AddField(
            model_name='reminderplan',
            name='quiet_until',
            field=models.TimeField(db_default=datetime.time(0, 0), default=datetime.time(7, 0)),
        ),
        *filling(NIGHTS, "care_sessions_reminderplan", "care_sessions_homeprogram"),
    ]
