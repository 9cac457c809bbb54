"""Yeses to safety questions by when they were answered, for Today."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0045_day_in_a_zone'),
        ('practice', '0016_suppressed_addresses'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='redflaganswer',
            index=models.Index(condition=models.Q(('answer', True)), fields=['practice', 'answered_at'], name='red_flag_yes'),
        ),
    ]
