"""Check-ins after something let go, and whether questions by mail are wanted."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0043_appointments_recalled'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='measureresponse',
            name='response_words_known',
        ),
        migrations.AlterField(
            model_name='lenttablet',
            name='moment',
            field=models.CharField(blank=True, choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('release_3', '3 days after something let go'), ('release_7', '7 days after something let go'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20),
        ),
        migrations.AlterField(
            model_name='mailwish',
            name='about',
            field=models.CharField(choices=[('reminder', 'Reminders to practise'), ('intake', 'Questions about the intake, and new intakes'), ('message', 'That there is a message'), ('offer', 'Time that got free, while you wait for some'), ('appointment', 'Reminders of appointments'), ('check_in', 'A few questions now and then, and what comes next')], max_length=20),
        ),
        migrations.AlterField(
            model_name='measureresponse',
            name='stage',
            field=models.CharField(choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('release_3', '3 days after something let go'), ('release_7', '7 days after something let go'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.CheckConstraint(condition=models.Q(('rater__in', ['client', 'practitioner']), ('stage__in', ['intake', 'session_start', 'session_end', 'weekly', 'release_3', 'release_7', 'habit', 'review', 'discharge', 'after_4', 'after_12', 'after_26']), ('mode__in', ['portal', 'in_person', 'tablet'])), name='response_words_known'),
        ),
    ]
