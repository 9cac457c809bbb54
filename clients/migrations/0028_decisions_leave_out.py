"""A decision on a safety question says what movements leave out from then on."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0027_measures'),
    ]

    operations = [
        migrations.AddField(
            model_name='redflagdecision',
            name='avoid',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, verbose_name='what is left out'),
        ),
    ]
