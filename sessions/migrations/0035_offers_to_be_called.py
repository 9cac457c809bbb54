"""Who turns the mails of offers off while one waits for the morning is to be called."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0034_waitlist_offers'),
    ]

    operations = [
        migrations.RunSQL("GRANT UPDATE (to_be_called) ON care_sessions_waitlistoffer TO supple_app;"),
    ]
