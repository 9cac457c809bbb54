"""What the courses of work say of their programs and releases; indexes that Today walks."""

from django.db import migrations, models

from practice.core.protection import filling

STANDING = """
UPDATE clients_episode e SET
  started = EXISTS (SELECT 1 FROM care_sessions_homeprogram p
    WHERE p.episode_id = e.id AND p.state <> 'draft'),
  released_on = (SELECT min(r.released_on) FROM care_sessions_releaseevent r
    WHERE r.episode_id = e.id),
  integrates = EXISTS (SELECT 1 FROM care_sessions_homeprogram p
    JOIN care_sessions_programitem i ON i.home_program_id = p.id
    WHERE p.episode_id = e.id AND p.state = 'active' AND i.phase = 'integrate'
      AND i.removed_on IS NULL)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0003_phrases'),
        ('clients', '0005_beginnings_and_standing'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='homeprogram',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['practice', 'id'], name='program_active'),
        ),
        migrations.AddIndex(
            model_name='practicelog',
            index=models.Index(fields=['practice', 'client', '-local_date'], name='log_client_day'),
        ),
        *filling(
            STANDING,
            "clients_episode",
            "care_sessions_homeprogram",
            "care_sessions_programitem",
            "care_sessions_releaseevent",
        ),
    ]
