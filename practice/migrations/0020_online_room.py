"""Under which address clients meet somebody online."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0019_where_a_place_is'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='online_room',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='online room'),
        ),
    ]
