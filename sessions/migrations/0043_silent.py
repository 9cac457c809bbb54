"""Since when somebody who logged practice logs no more, for Today."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0042_radar'),
        ('clients', '0046_yeses_by_day'),
        ('practice', '0017_set_aside'),
    ]

    operations = [
        migrations.AddField(
            model_name='radarsnapshot',
            name='silent_since',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='radarsnapshot',
            index=models.Index(condition=models.Q(('is_newest', True), ('silent_since__isnull', False)), fields=['practice', 'silent_since'], name='radar_silent'),
        ),
    ]
