"""Whom a mail goes to where that is not the person it is for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0007_consent_age'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='message',
            name='one_message_an_occasion',
        ),
        migrations.AddField(
            model_name='message',
            name='recipient_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('practice', 'kind', 'person_id', 'subject_id', 'local_date', 'slot', 'channel', 'recipient_id'), name='one_message_an_occasion', nulls_distinct=False),
        ),
    ]
