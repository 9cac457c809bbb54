"""Whether reminders of appointments are wanted is kept like that of other mails."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0042_offers_by_mail'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mailwish',
            name='about',
            field=models.CharField(choices=[('reminder', 'Reminders to practise'), ('intake', 'Questions about the intake, and new intakes'), ('message', 'That there is a message'), ('offer', 'Time that got free, while you wait for some'), ('appointment', 'Reminders of appointments')], max_length=20),
        ),
    ]
