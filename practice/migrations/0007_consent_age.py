"""From which age clients sign for themself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='consent_age',
            field=models.PositiveSmallIntegerField(db_default=18, default=18, verbose_name='age from which clients sign for themself'),
        ),
    ]
