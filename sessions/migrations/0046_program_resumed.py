"""The day on which a program that rested went on."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0045_shared_progress'),
    ]

    operations = [
        migrations.AddField(
            model_name='homeprogram',
            name='resumed_on',
            field=models.DateField(editable=False, null=True),
        ),
    ]
