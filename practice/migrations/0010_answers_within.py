"""How soon a practice usually answers messages, in its own words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='answers_within',
            field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='how soon you usually answer messages'),
        ),
    ]
