"""Whether a place takes one lesson at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0010_answers_within'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='takes_one',
            field=models.BooleanField(db_default=False, default=False, verbose_name='one lesson at a time'),
        ),
    ]
