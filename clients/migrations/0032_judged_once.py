"""One judgement of a change for an occasion; a baseline for each version; answers by their day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0031_agreements_taken_back'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='measureresponse',
            name='one_baseline_an_instrument',
        ),
        migrations.AddIndex(
            model_name='measureresponse',
            index=models.Index(fields=['practice', 'answered_on', 'id'], name='response_by_day'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.UniqueConstraint(condition=models.Q(('instrument__in', ('grc', 'pgic')), ('withdrawn_at', None)), fields=('practice', 'episode', 'rater', 'stage', 'asked_on'), name='one_judgement_an_occasion'),
        ),
        migrations.AddConstraint(
            model_name='measureresponse',
            constraint=models.UniqueConstraint(condition=models.Q(('is_baseline', True), ('withdrawn_at', None)), fields=('practice', 'episode', 'instrument', 'version'), name='one_baseline_a_version'),
        ),
    ]
