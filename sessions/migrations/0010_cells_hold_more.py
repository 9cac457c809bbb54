"""A cell holds effort, sensation and findings; a referral says to whom and when."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0009_visibility'),
        ('clients', '0035_muscle_groups_retire'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assessmentcell',
            name='cell_0_to_10',
        ),
        migrations.RemoveConstraint(
            model_name='assessmentcell',
            name='cell_says_something',
        ),
        migrations.AddField(
            model_name='assessmentcell',
            name='effort',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='assessmentcell',
            name='findings',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='assessmentcell',
            name='sensation',
            field=models.CharField(blank=True, choices=[('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='sessionnote',
            name='low_tone_on',
            field=models.DateField(blank=True, null=True, verbose_name='referred for'),
        ),
        migrations.AddField(
            model_name='sessionnote',
            name='low_tone_to',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='referred to'),
        ),
        migrations.AddConstraint(
            model_name='assessmentcell',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tone__isnull', True), ('tone__range', (0, 10)), _connector='OR'), models.Q(('pain__isnull', True), ('pain__range', (0, 10)), _connector='OR'), models.Q(('effort__isnull', True), ('effort__range', (0, 10)), _connector='OR')), name='cell_0_to_10'),
        ),
        migrations.AddConstraint(
            model_name='assessmentcell',
            constraint=models.CheckConstraint(condition=models.Q(('sensation__in', ['', 'clear', 'unclear', 'distorted', 'absent'])), name='cell_sensation'),
        ),
        migrations.AddConstraint(
            model_name='assessmentcell',
            constraint=models.CheckConstraint(condition=models.Q(('findings', []), models.Q(('findings__contained_by', ['lumbopelvic_pain', 'groin_to_back_pull', 'lumbosacral_pain', 'pubes_back', 'belly_protrudes', 'buttocks_back', 'excess_lumbar_curve']), ('place', 'standing')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'walking')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'running')), models.Q(('findings__contained_by', ['groin_pain', 'groin_pull', 'lumbopelvic_pain', 'pelvic_seizing']), ('place', 'lying_to_sitting')), models.Q(('findings__contained_by', ['cannot_stand_erect']), ('place', 'sitting_to_standing')), models.Q(('findings__contained_by', ['restricted_stride', 'weight_shift_lost']), ('place', 'standing_to_walking')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'walking_to_running')), models.Q(('findings__contained_by', ['restricted_stride', 'alternation_lost']), ('place', 'running_to_walking')), models.Q(('findings__contained_by', ['restricted_stride', 'weight_shift_lost']), ('place', 'walking_to_standing')), models.Q(('findings__contained_by', ['groin_pain', 'groin_pull', 'lumbopelvic_pain', 'pelvic_seizing']), ('place', 'sitting_to_lying')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'bend_forward')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'lean_back')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'side_to_side')), models.Q(('findings__contained_by', ['curves_stay']), ('place', 'twist_turn')), _connector='OR'), name='cell_findings_belong'),
        ),
        migrations.AddConstraint(
            model_name='assessmentcell',
            constraint=models.CheckConstraint(condition=models.Q(('tone__isnull', False), ('pain__isnull', False), ('effort__isnull', False), models.Q(('tone_fit', ''), _negated=True), models.Q(('sensation', ''), _negated=True), models.Q(('findings', []), _negated=True), _connector='OR'), name='cell_says_something'),
        ),
    ]
