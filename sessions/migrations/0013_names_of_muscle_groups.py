"""What a signed note keeps of the names of a practice's own muscle groups."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0012_signed_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionnote',
            name='muscle_names',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AlterField(
            model_name='technique',
            name='folded',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
    ]
