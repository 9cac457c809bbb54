"""The first days of a level, which calibration looks at."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0043_silent'),
        ('clients', '0046_yeses_by_day'),
        ('practice', '0017_set_aside'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='radarsnapshot',
            index=models.Index(condition=models.Q(('day', models.F('level_since'))), fields=['practice', '-day'], name='radar_first_day'),
        ),
    ]
