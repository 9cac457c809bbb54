"""A text may rest unasked; practices that were made before get the one about photos, resting."""

from django.db import migrations, models

from practice.core.protection import filling

PHOTO = """
INSERT INTO clients_consentdocument
  (practice_id, kind, version, title, text, required, asked, published_on)
SELECT id, 'photo', 1, 'Photos and films', $words$%s$words$, false, false, CURRENT_DATE
FROM practice_practice
"""
WORDS = (
    "The educator may take photos or short films of how you stand and move, so that both "
    "of you can see what changes. You will be asked each time, before it is taken, and you "
    "decide what is in the picture. Only the people of this practice who teach you see "
    "them. Nothing is shown to anybody else, and nothing is published. You may say no, or "
    "take this back at any time: then no more are taken, and those that were are deleted if you "
    "wish. Lessons go on just the same."
)


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0018_own_questions'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='consentdocument',
            name='asked',
            field=models.BooleanField(db_default=True, default=True),
        ),
        # Not asked until the practice says so: an intake that is half filled in changes for nobody.
        *filling(PHOTO % WORDS, "clients_consentdocument", "practice_practice"),
    ]
