"""Somebody about to be added is compared with those born on the same day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0005_beginnings_and_standing'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['practice', 'birth_date'], name='client_born'),
        ),
    ]
