"""How time that got free is offered to who waits."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='offer_hours',
            field=models.PositiveSmallIntegerField(db_default=4, default=4, verbose_name='hours by day that an offer stands'),
        ),
        migrations.AddField(
            model_name='practice',
            name='offers_to_all',
            field=models.BooleanField(db_default=False, default=False, verbose_name='offer time that gets free to everybody at once'),
        ),
    ]
