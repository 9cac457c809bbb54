"""Who asks for a new invitation, since theirs no longer opened."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0014_what_was_before'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='asked_again_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('asked_again_at__isnull', False)), fields=['practice', 'asked_again_at'], name='invitation_asked_again'),
        ),
    ]
