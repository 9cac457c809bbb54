"""Where a place is: street, town, region, country, how to find it, and who reads the street."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0018_morning_mail'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name='place',
                name=name,
                field=models.CharField(blank=True, db_default='', default='', max_length=most, verbose_name=words),
            )
            for name, most, words in (
                ('address', 323, 'address'),
                ('town', 80, 'town'),
                ('region', 80, 'region'),
                ('country', 2, 'country'),
                ('directions', 300, 'how to find it'),
            )
        ),
        migrations.AddField(
            model_name='place',
            name='shows_address',
            field=models.BooleanField(db_default=False, default=False, verbose_name='shown to everybody'),
        ),
    ]
