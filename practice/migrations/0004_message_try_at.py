"""When a mail that was put off may be tried next; what it was meant for stays."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0003_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='try_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            "GRANT SELECT (try_at) ON practice_message TO supple_claim",
            "REVOKE SELECT (try_at) ON practice_message FROM supple_claim",
        ),
    ]
