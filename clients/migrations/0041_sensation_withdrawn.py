"""What was said of what is felt can be withdrawn by who said it, and stays."""

from django.db import migrations, models

ONLY_THAT = "GRANT UPDATE (withdrawn_at) ON clients_sensationreport TO supple_app;"


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0040_deletion_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='sensationreport',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(ONLY_THAT),
    ]
