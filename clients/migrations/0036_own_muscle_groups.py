"""A practice adds muscle groups of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0035_muscle_groups_retire'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AddField(
            model_name='musclegroup',
            name='folded',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddConstraint(
            model_name='musclegroup',
            constraint=models.UniqueConstraint(condition=models.Q(('built_in_version', 0)), fields=('practice', 'folded'), name='one_own_muscle_group_a_name'),
        ),
        migrations.AddConstraint(
            model_name='musclegroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_muscle_group_has_own_code'),
        ),
    ]
