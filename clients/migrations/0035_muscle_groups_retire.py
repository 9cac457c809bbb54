"""A practice may offer a muscle group no more."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0034_program_runs_since'),
    ]

    operations = [
        migrations.AddField(
            model_name='musclegroup',
            name='retired_at',
            field=models.DateTimeField(null=True),
        ),
    ]
