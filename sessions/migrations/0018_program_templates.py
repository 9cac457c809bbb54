"""Templates of home programs and which one a program was made from."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables, filling

KEY = """
ALTER TABLE care_sessions_homeprogram
  ADD CONSTRAINT care_sessions_homeprogram_made_from_id_in_practice
  FOREIGN KEY (practice_id, made_from_id)
  REFERENCES care_sessions_programtemplate (practice_id, id);
"""

# What a new practice gets a copy of, as it was when this was written.
TEMPLATES = """
CREATE TEMPORARY TABLE ours ON COMMIT DROP AS SELECT * FROM (VALUES
  (0, 'freer_centre', 'A Freer Centre', 'a freer centre', 'Lets the deep muscles at the front of the spine rest, then walks with them.',
   'standard', 'full', 6, '', 'small_refresher'),
  (1, 'freer_centre_gently', 'A Freer Centre, Gently', 'a freer centre, gently', 'The same in small, for a back that answers to little; half the effort is enough.',
   'delicate', 'full', 9, '', 'small_refresher'),
  (2, 'freer_centre_in_motion', 'A Freer Centre, in Motion', 'a freer centre, in motion', 'Weaves what is free into turning, shifting weight and walking at a pace.',
   'athletic', 'full', 6, 'freer_centre', 'small_refresher'),
  (3, 'four_minutes', 'Four Minutes for the Centre', 'four minutes for the centre', 'One movement, four minutes: enough to feel what letting go is.',
   'standard', 'sample', 2, '', ''),
  (4, 'small_refresher', 'A Small Refresher', 'a small refresher', 'Two movements to come back to when the old hold calls again.',
   'standard', 'full', 2, '', '')
) AS ours (position, code, name, folded, summary, made_for, tier, weeks, prerequisite, refresher);
INSERT INTO care_sessions_programtemplate (practice_id, built_in_code, built_in_version, name,
  folded, summary, made_for, tier, link, weeks, source, rights, version, position)
SELECT practice.id, ours.code, 1, ours.name, ours.folded, ours.summary, ours.made_for, ours.tier,
  '', ours.weeks, 'own composition of the library’s movements', 'own words', 1, ours.position
FROM practice_practice practice, ours
ORDER BY practice.id, ours.position;
UPDATE care_sessions_programtemplate template
SET prerequisite_id = first.id, refresher_id = later.id
FROM ours
JOIN practice_practice practice ON true
LEFT JOIN care_sessions_programtemplate first ON first.practice_id = practice.id
  AND first.built_in_code = ours.prerequisite
LEFT JOIN care_sessions_programtemplate later ON later.practice_id = practice.id
  AND later.built_in_code = ours.refresher
WHERE template.practice_id = practice.id AND template.built_in_code = ours.code;
INSERT INTO care_sessions_templateitem (practice_id, template_id, position, phase, movement_id,
  minutes, variant, side, note)
SELECT template.practice_id, template.id, item.position, item.phase, movement.id, item.minutes,
  '', '', item.note
FROM (VALUES
  ('freer_centre', 0, 'free', 'arch_and_flatten', 3, ''),
  ('freer_centre', 1, 'free', 'four_minute_release', 4, ''),
  ('freer_centre', 2, 'integrate', 'alternating_thigh_slides', 3, ''),
  ('freer_centre_gently', 0, 'free', 'arch_and_flatten', 2, 'Half as far as you could.'),
  ('freer_centre_gently', 1, 'free', 'seated_awareness', 2, 'So small that nobody sees it.'),
  ('freer_centre_gently', 2, 'integrate', 'standing_somatics', 2, 'With a hand on a table.'),
  ('freer_centre_in_motion', 0, 'free', 'diagonal_arch_and_curl', 3, ''),
  ('freer_centre_in_motion', 1, 'integrate', 'shift_to_walk', 4, ''),
  ('freer_centre_in_motion', 2, 'integrate', 'easy_walking', 5, ''),
  ('four_minutes', 0, 'free', 'four_minute_release', 4, ''),
  ('small_refresher', 0, 'free', 'four_minute_release', 4, ''),
  ('small_refresher', 1, 'integrate', 'alternating_thigh_slides', 3, '')
) AS item (template, position, phase, movement, minutes, note)
JOIN care_sessions_programtemplate template ON template.built_in_code = item.template
JOIN care_sessions_movement movement ON movement.practice_id = template.practice_id
  AND movement.built_in_code = item.movement
ORDER BY template.id, item.position;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0017_own_movements'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.AddField(
            model_name='homeprogram',
            name='early_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why without what comes first'),
        ),
        migrations.CreateModel(
            name='ProgramTemplate',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('folded', models.CharField(max_length=120)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                ('made_for', models.CharField(choices=[('standard', 'Most people'), ('delicate', 'A delicate back'), ('athletic', 'Athletes')], default='standard', max_length=12, verbose_name='made for')),
                ('tier', models.CharField(choices=[('sample', 'A sample'), ('full', 'The full program')], default='full', max_length=8, verbose_name='tier')),
                ('link', models.CharField(blank=True, max_length=500, verbose_name='where the full program is')),
                ('weeks', models.PositiveSmallIntegerField(null=True, verbose_name='weeks it usually takes')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('rights', models.CharField(blank=True, max_length=120, verbose_name='rights')),
                ('version', models.PositiveIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('prerequisite', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate')),
                ('refresher', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate')),
            ],
        ),
        migrations.AddField(
            model_name='homeprogram',
            name='made_from',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.programtemplate'),
        ),
        migrations.CreateModel(
            name='TemplateItem',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('phase', models.CharField(choices=[('understand', 'Understand'), ('free', 'Free'), ('integrate', 'Integrate'), ('maintain', 'Maintain')], max_length=12, verbose_name='phase')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('variant', models.CharField(blank=True, max_length=20, verbose_name='variant')),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides together'), ('in_turn', 'Each side in turn')], max_length=10, verbose_name='side')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='how, in a few words')),
                ('movement', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('template', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='care_sessions.programtemplate')),
            ],
        ),
        migrations.AddConstraint(
            model_name='programtemplate',
            constraint=models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_template_a_code'),
        ),
        migrations.AddConstraint(
            model_name='programtemplate',
            constraint=models.UniqueConstraint(fields=('practice', 'folded'), name='one_template_a_name'),
        ),
        migrations.AddConstraint(
            model_name='programtemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_template_has_own_code'),
        ),
        migrations.AddConstraint(
            model_name='programtemplate',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='template_link_https'),
        ),
        migrations.AddConstraint(
            model_name='programtemplate',
            constraint=models.CheckConstraint(condition=models.Q(('prerequisite', models.F('id')), _negated=True), name='template_not_before_itself'),
        ),
        migrations.AddConstraint(
            model_name='templateitem',
            constraint=models.UniqueConstraint(fields=('practice', 'template', 'position'), name='one_template_item_a_position'),
        ),
        ProtectTenantTables("ProgramTemplate", "TemplateItem"),
        migrations.RunSQL(KEY),
        *filling(
            TEMPLATES,
            "care_sessions_programtemplate",
            "care_sessions_templateitem",
            "care_sessions_movement",
            "practice_practice",
        ),
    ]
