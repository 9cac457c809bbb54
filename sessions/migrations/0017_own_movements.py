"""Movements of a practice's own, what movements are found by, and their media."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables, filling

KEY = """
ALTER TABLE care_sessions_movement
  ADD CONSTRAINT care_sessions_movement_copied_from_id_in_practice
  FOREIGN KEY (practice_id, copied_from_id) REFERENCES care_sessions_movement (practice_id, id);
"""

# What was there was ours alone: plain letters, so that these are its names as they are folded.
FOUND_BY = """
UPDATE care_sessions_movement SET folded = lower(name),
  sort_name = lpad(position::text, 5, '0') || ' ' || lower(name);
INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT m.practice_id, m.id, found.text, m.sort_name, m.retired_at IS NOT NULL
FROM care_sessions_movement m, LATERAL (
  SELECT left(word, n) AS text
  FROM (SELECT m.name AS said UNION ALL
        SELECT alias ->> 'name' FROM jsonb_array_elements(m.aliases) alias) names,
    regexp_split_to_table(lower(said) || ' ' || translate(lower(said), '-' || chr(39), '  '), ' +') word,
    unnest(ARRAY[2, 3, 4, 5, 6, 120]) n
  WHERE length(word) >= 2
  UNION SELECT 'from ' || m.start_position
  UNION SELECT 'phase free' WHERE m.frees >= 2
  UNION SELECT 'phase integrate' WHERE m.integrates >= 2
  UNION SELECT 'within ' || most FROM unnest(ARRAY[4, 10, 15]) most WHERE m.minutes <= most
  UNION SELECT mark
  FROM jsonb_array_elements(m.targets) target,
    unnest(ARRAY['muscle ' || (target ->> 'muscle_group'), 'place ' || (target ->> 'place'),
      'aim ' || (target ->> 'muscle_group') || ' ' || (target ->> 'place')]) mark
) found;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0016_program_cards'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='MovementBeginning',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(db_collation='C', max_length=120)),
                ('sort_name', models.CharField(db_collation='C', max_length=140)),
                ('is_retired', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='MovementMedia',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('picture', 'Picture'), ('audio', 'Sound'), ('video', 'Video'), ('link', 'Link')], max_length=10)),
                ('title', models.CharField(max_length=200, verbose_name='what it shows')),
                ('transcript', models.TextField(blank=True, verbose_name='what is said in it')),
                ('url', models.CharField(blank=True, max_length=500)),
                ('stored_as', models.CharField(blank=True, editable=False, max_length=100)),
                ('content_type', models.CharField(blank=True, max_length=40)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='movement',
            name='copied_from',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement'),
        ),
        migrations.AddField(
            model_name='movement',
            name='folded',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='movement',
            name='sort_name',
            field=models.CharField(blank=True, db_collation='C', db_default='', default='', max_length=140),
        ),
        migrations.AddField(
            model_name='movement',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('retired_at', None)), fields=['practice', 'sort_name', 'id'], name='movement_offered'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(condition=models.Q(('built_in_version', 0)), fields=('practice', 'folded'), name='one_own_movement_a_name'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_movement_has_own_code'),
        ),
        migrations.AddField(
            model_name='movementbeginning',
            name='movement',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='beginnings', to='care_sessions.movement'),
        ),
        migrations.AddField(
            model_name='movementbeginning',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='movementmedia',
            name='added_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='movementmedia',
            name='movement',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement'),
        ),
        migrations.AddField(
            model_name='movementmedia',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddIndex(
            model_name='movementbeginning',
            index=models.Index(fields=['practice', 'text', 'is_retired', 'sort_name', 'movement'], name='movement_beginning'),
        ),
        migrations.AddConstraint(
            model_name='movementbeginning',
            constraint=models.UniqueConstraint(fields=('practice', 'movement', 'text'), name='one_movement_beginning_once'),
        ),
        migrations.AddIndex(
            model_name='movementmedia',
            index=models.Index(fields=['practice', 'movement', 'id'], name='media_movement'),
        ),
        migrations.AddConstraint(
            model_name='movementmedia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'link'), ('stored_as', ''), models.Q(('url', ''), _negated=True)), models.Q(models.Q(('kind', 'link'), _negated=True), ('url', ''), models.Q(('stored_as', ''), _negated=True)), _connector='OR'), name='media_file_or_link'),
        ),
        migrations.AddConstraint(
            model_name='movementmedia',
            constraint=models.UniqueConstraint(condition=models.Q(('stored_as', ''), _negated=True), fields=('stored_as',), name='one_media_a_name'),
        ),
        ProtectTenantTables("MovementBeginning", history=False),
        ProtectTenantTables("MovementMedia"),
        migrations.RunSQL(KEY),
        *filling(FOUND_BY, "care_sessions_movement", "care_sessions_movementbeginning"),
    ]
