"""Which version of a place was read, so that two who change it at once overwrite nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0020_online_room'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
