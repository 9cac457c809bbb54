"""Why somebody was missed or moved is told as why somebody cancelled is; nothing else is kept."""

from django.db import migrations, models

WHYS = [
    ('feeling_better', 'feeling better'),
    ('worse', 'feeling worse'),
    ('ill', 'ill'),
    ('work', 'work'),
    ('travel', 'travelling'),
    ('money', 'money'),
    ('forgot', 'forgot it'),
    ('not_known', 'not known: no answer'),
    ('other', 'something else'),
    ('practice', 'the practice cannot'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0048_service_modality'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointmentchange',
            name='why',
            field=models.CharField(blank=True, choices=WHYS, max_length=16),
        ),
        migrations.AddConstraint(
            model_name='appointmentchange',
            constraint=models.CheckConstraint(
                condition=models.Q(('why__in', ['', *(code for code, _word in WHYS)])),
                name='change_why_known',
            ),
        ),
    ]
