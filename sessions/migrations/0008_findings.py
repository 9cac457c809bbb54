"""What is seen and sensed in a lesson as rows of its note; frozen with it once it is signed."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables

SIGNED = """
CREATE FUNCTION supple_signed_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM care_sessions_sessionnote n WHERE n.state = 'signed'
    AND ((TG_OP <> 'DELETE' AND n.assessment_id = NEW.assessment_id)
      OR (TG_OP <> 'INSERT' AND n.assessment_id = OLD.assessment_id)))
  THEN
    RAISE EXCEPTION 'a signed note does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_finding BEFORE INSERT OR UPDATE OR DELETE ON care_sessions_finding
  FOR EACH ROW EXECUTE FUNCTION supple_signed_finding();
CREATE TRIGGER signed_finding BEFORE INSERT OR UPDATE OR DELETE ON care_sessions_smafinding
  FOR EACH ROW EXECUTE FUNCTION supple_signed_finding();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0007_techniques'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionnote',
            name='pattern',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='habitual pattern'),
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('reflex', 'Reflexes'), ('posture', 'Posture signs'), ('quality', 'How movement looks'), ('breathing', 'Breathing'), ('alternation', 'Alternation in walking'), ('height', 'Height'), ('full_stature', 'Full stature, in their own rating')], max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('value', models.PositiveSmallIntegerField(null=True)),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.positiontransitionassessment')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment', 'kind', 'code', 'side'), name='one_finding_a_look'), models.UniqueConstraint(condition=models.Q(('kind', 'height')), fields=('practice', 'assessment'), name='one_height_a_look'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'quality'), ('value__isnull', True)), models.Q(('value__isnull', False), models.Q(models.Q(('kind__in', ('reflex', 'posture', 'alternation')), ('value__range', (0, 3))), models.Q(('kind', 'breathing'), ('value__range', (0, 1))), models.Q(('kind', 'full_stature'), ('value__range', (0, 10))), models.Q(('code', 'cm'), ('kind', 'height'), ('value__range', (500, 2500))), models.Q(('code', 'in'), ('kind', 'height'), ('value__range', (200, 1000))), _connector='OR')), _connector='OR'), name='finding_on_its_scale'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'alternation'), ('side__in', ('left', 'right'))), models.Q(('code', 'trauma'), ('kind', 'reflex'), ('side__in', ('left', 'right'))), models.Q(('kind', 'reflex'), ('side__in', ('left', 'right', 'both')), models.Q(('code', 'trauma'), _negated=True)), models.Q(('kind', 'breathing'), ('side__in', ('', 'left', 'right'))), models.Q(models.Q(('kind__in', ('alternation', 'reflex', 'breathing')), _negated=True), ('side', '')), _connector='OR'), name='finding_has_its_side')],
            },
        ),
        migrations.CreateModel(
            name='SmaFinding',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=60)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('sense', models.CharField(blank=True, choices=[('clear', 'sensed clearly'), ('unclear', 'sensed unclearly'), ('absent', 'not sensed')], max_length=10)),
                ('control', models.CharField(blank=True, choices=[('smooth', 'moves smoothly'), ('jerky', 'moves in jerks'), ('absent', 'not moved at will')], max_length=10)),
                ('release', models.CharField(blank=True, choices=[('full', 'lets go fully'), ('partial', 'lets go in part'), ('none', 'does not let go')], max_length=10)),
                ('assessment', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.positiontransitionassessment')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'assessment', 'region', 'side'), name='one_sma_a_region'), models.CheckConstraint(condition=models.Q(('sense__in', ['', 'clear', 'unclear', 'absent']), ('control__in', ['', 'smooth', 'jerky', 'absent']), ('release__in', ['', 'full', 'partial', 'none']), ('side__in', ['', 'left', 'right', 'both', 'middle'])), name='sma_on_its_lists'), models.CheckConstraint(condition=models.Q(('control', ''), ('release', ''), ('sense', ''), _negated=True), name='sma_says_something')],
            },
        ),
        ProtectTenantTables("Finding", "SmaFinding"),
        migrations.RunSQL(SIGNED),
    ]
