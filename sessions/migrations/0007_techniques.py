"""Techniques, protocols, and what a line, a release and a note say more of."""


import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables, filling

KEY = """
ALTER TABLE care_sessions_techniqueapplication
  ADD CONSTRAINT care_sessions_techniqueapplication_movement_id_in_practice
  FOREIGN KEY (practice_id, movement_id) REFERENCES care_sessions_movement (practice_id, id);
"""

# What a new practice gets a copy of, as it was when this was written.
TECHNIQUES = """
INSERT INTO care_sessions_technique (practice_id, built_in_code, built_in_version, name, folded,
  lineage, hands_on, position)
SELECT practice.id, ours.code, 1, ours.name, ours.folded, ours.lineage, true, ours.position
FROM practice_practice practice, (VALUES
  (0, 'means_whereby', 'Means-Whereby', 'means-whereby', 'F. M. Alexander'),
  (1, 'kinetic_mirroring', 'Kinetic Mirroring', 'kinetic mirroring', 'Moshé Feldenkrais, named by Thomas Hanna'),
  (2, 'assisted_pandiculation', 'Assisted Pandiculation', 'assisted pandiculation', 'Thomas Hanna')
) AS ours (position, code, name, folded, lineage)
ORDER BY practice.id, ours.position;
INSERT INTO care_sessions_lessonprotocol (practice_id, built_in_code, built_in_version, name,
  lineage, reflex, "order")
SELECT practice.id, ours.code, 1, ours.name, ours.lineage, ours.reflex, ours.number
FROM practice_practice practice, (VALUES
  ('lesson_1_green_light', 'Lesson 1, the back of the body', 'Clinical somatics', 'green_light', 1),
  ('lesson_2_trauma', 'Lesson 2, the sides', 'Clinical somatics', 'trauma', 2),
  ('lesson_3_red_light', 'Lesson 3, the front of the body', 'Clinical somatics', 'red_light', 3)
) AS ours (code, name, lineage, reflex, number)
ORDER BY practice.id, ours.number;
INSERT INTO care_sessions_protocolline (practice_id, protocol_id, position, technique_id,
  muscle_group_id, side, place, repetitions)
SELECT protocol.practice_id, protocol.id, ours.position, technique.id, muscle.id, ours.side,
  ours.place, ours.repetitions
FROM (VALUES
  ('lesson_1_green_light', 0, 'means_whereby', 'back_extensors', 'both', 'lying', 2),
  ('lesson_1_green_light', 1, 'assisted_pandiculation', 'back_extensors', 'left', 'lying', 3),
  ('lesson_1_green_light', 2, 'assisted_pandiculation', 'back_extensors', 'right', 'lying', 3),
  ('lesson_1_green_light', 3, 'assisted_pandiculation', 'gluteals', 'both', 'lying', 3),
  ('lesson_1_green_light', 4, 'assisted_pandiculation', 'hamstrings', 'both', 'lying', 3),
  ('lesson_2_trauma', 0, 'means_whereby', 'waist', 'both', 'lying', 2),
  ('lesson_2_trauma', 1, 'assisted_pandiculation', 'waist', 'left', 'lying', 3),
  ('lesson_2_trauma', 2, 'assisted_pandiculation', 'waist', 'right', 'lying', 3),
  ('lesson_2_trauma', 3, 'assisted_pandiculation', 'abductors', 'both', 'lying', 3),
  ('lesson_3_red_light', 0, 'means_whereby', 'abdominal_wall', 'middle', 'lying', 2),
  ('lesson_3_red_light', 1, 'assisted_pandiculation', 'abdominal_wall', 'middle', 'lying', 3),
  ('lesson_3_red_light', 2, 'assisted_pandiculation', 'iliopsoas', 'left', 'lying', 3),
  ('lesson_3_red_light', 3, 'assisted_pandiculation', 'iliopsoas', 'right', 'lying', 3),
  ('lesson_3_red_light', 4, 'assisted_pandiculation', 'chest', 'both', 'lying', 3)
) AS ours (protocol, position, technique, muscle, side, place, repetitions)
JOIN care_sessions_lessonprotocol protocol ON protocol.built_in_code = ours.protocol
JOIN care_sessions_technique technique ON technique.practice_id = protocol.practice_id
  AND technique.built_in_code = ours.technique
JOIN clients_musclegroup muscle ON muscle.practice_id = protocol.practice_id
  AND muscle.built_in_code = ours.muscle
ORDER BY protocol.id, ours.position;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0006_program_runs_since'),
        ('clients', '0033_guardians_say_and_ask'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonProtocol',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('lineage', models.CharField(blank=True, max_length=80, verbose_name='comes from')),
                ('reflex', models.CharField(blank=True, choices=[('green_light', 'Green Light'), ('red_light', 'Red Light'), ('trauma', 'Trauma')], max_length=20, verbose_name='reflex')),
                ('order', models.PositiveSmallIntegerField(null=True, verbose_name='number in its lineage')),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProtocolLine',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('place', models.CharField(blank=True, choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running')], max_length=30)),
                ('repetitions', models.PositiveSmallIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Technique',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=60)),
                ('lineage', models.CharField(blank=True, max_length=80, verbose_name='comes from')),
                ('hands_on', models.BooleanField(default=True, verbose_name='done with the hands')),
                ('position', models.PositiveSmallIntegerField()),
                ('retired_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='releaseevent',
            name='evidence',
            field=models.CharField(blank=True, choices=[('cells', 'Cells improved'), ('felt', 'Felt by the client'), ('marked', 'Marked by the practitioner')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='sessionnote',
            name='protocols',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='sessionnote',
            name='touch',
            field=models.CharField(blank=True, choices=[('agreed', 'Agreed to'), ('refused', 'Not agreed to'), ('withdrawn', 'Taken back'), ('none', 'Not asked for')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='sessionnote',
            name='touch_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='techniqueapplication',
            name='movement',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement', verbose_name='movement'),
        ),
        migrations.AddField(
            model_name='techniqueapplication',
            name='movement_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='techniqueapplication',
            name='place',
            field=models.CharField(blank=True, choices=[('lying', 'Lying'), ('sitting', 'Sitting'), ('standing', 'Standing'), ('walking', 'Walking'), ('running', 'Running')], db_default='', default='', max_length=30, verbose_name='position'),
        ),
        migrations.AddField(
            model_name='techniqueapplication',
            name='repetitions',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='how often'),
        ),
        migrations.AddField(
            model_name='techniqueapplication',
            name='technique_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AlterField(
            model_name='techniqueapplication',
            name='muscle_group',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup', verbose_name='muscle group'),
        ),
        migrations.AlterField(
            model_name='techniqueapplication',
            name='technique',
            field=models.CharField(max_length=30, verbose_name='technique'),
        ),
        migrations.AddConstraint(
            model_name='releaseevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence', 'cells'), _negated=True), ('note__isnull', False), _connector='OR'), name='cells_are_of_a_note'),
        ),
        migrations.AddConstraint(
            model_name='techniqueapplication',
            constraint=models.CheckConstraint(condition=models.Q(('muscle_group__isnull', False), ('movement__isnull', False), _connector='OR'), name='line_muscle_or_movement'),
        ),
        migrations.AddConstraint(
            model_name='techniqueapplication',
            constraint=models.CheckConstraint(condition=models.Q(('repetitions__isnull', True), ('repetitions__range', (1, 99)), _connector='OR'), name='line_1_to_99'),
        ),
        migrations.AddField(
            model_name='lessonprotocol',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='protocolline',
            name='movement',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement'),
        ),
        migrations.AddField(
            model_name='protocolline',
            name='muscle_group',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.musclegroup'),
        ),
        migrations.AddField(
            model_name='protocolline',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='protocolline',
            name='protocol',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.lessonprotocol'),
        ),
        migrations.AddField(
            model_name='technique',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='protocolline',
            name='technique',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.technique'),
        ),
        migrations.AddConstraint(
            model_name='lessonprotocol',
            constraint=models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_protocol_a_code'),
        ),
        migrations.AddConstraint(
            model_name='technique',
            constraint=models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_technique_a_code'),
        ),
        migrations.AddConstraint(
            model_name='technique',
            constraint=models.UniqueConstraint(fields=('practice', 'folded'), name='one_technique_a_name'),
        ),
        migrations.AddConstraint(
            model_name='technique',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_technique_has_own_code'),
        ),
        migrations.AddConstraint(
            model_name='protocolline',
            constraint=models.UniqueConstraint(fields=('practice', 'protocol', 'position'), name='one_protocol_line_a_position'),
        ),
        migrations.AddConstraint(
            model_name='protocolline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('movement__isnull', True), ('muscle_group__isnull', False)), models.Q(('movement__isnull', False), ('muscle_group__isnull', True)), _connector='OR'), name='protocol_line_muscle_or_movement'),
        ),
        migrations.AddConstraint(
            model_name='protocolline',
            constraint=models.CheckConstraint(condition=models.Q(('repetitions__isnull', True), ('repetitions__range', (1, 99)), _connector='OR'), name='protocol_line_1_to_99'),
        ),
        ProtectTenantTables("Technique", "LessonProtocol", "ProtocolLine"),
        migrations.RunSQL(KEY),
        *filling(
            TECHNIQUES,
            "care_sessions_technique",
            "care_sessions_lessonprotocol",
            "care_sessions_protocolline",
            "clients_musclegroup",
            "practice_practice",
        ),
    ]
