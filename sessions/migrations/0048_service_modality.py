"""The way of working that a service is; not said of those that are there."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0047_credentials'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='modality',
            field=models.CharField(
                blank=True,
                choices=[
                    ('hanna', 'Somatic education'),
                    ('structural', 'Hands-on soft-tissue work'),
                    ('movement_class', 'Movement class'),
                    ('conversation', 'Conversation'),
                    ('other', 'Another way of working'),
                ],
                db_default='',
                default='',
                max_length=20,
                verbose_name='way of working',
            ),
        ),
    ]
