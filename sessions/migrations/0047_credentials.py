"""Credentials as rows of their own. The lines that people wrote are carried over: each line is the
name of one, in the order they stood, public where its profile was.

It cannot be undone, as no migration that protects a table can: rows know more than lines do.
"""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import CLIENT, ProtectTenantTables, filling

# Whoever opens the public page reads as a client who is nobody; what is not public is the practice's.
THEIRS = f"""
CREATE POLICY theirs ON care_sessions_credential AS RESTRICTIVE
  USING ({CLIENT} IS NULL OR is_public) WITH CHECK ({CLIENT} IS NULL);
"""
LINES = """
INSERT INTO care_sessions_credential (practice_id, member_id, position, name, issuer, is_public)
SELECT profile.practice_id, profile.member_id, line.number - 1, line.name, '', profile.is_shown
FROM care_sessions_publicprofile AS profile,
  unnest(profile.credentials) WITH ORDINALITY AS line(name, number)
WHERE line.name <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0046_program_resumed'),
        ('practice', '0018_morning_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('issuer', models.CharField(blank=True, max_length=200)),
                ('awarded_year', models.PositiveSmallIntegerField(null=True)),
                ('awarded_month', models.PositiveSmallIntegerField(null=True)),
                ('awarded_day', models.PositiveSmallIntegerField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('is_public', models.BooleanField(db_default=False, default=False)),
                ('evidence_url', models.CharField(blank=True, db_default='', max_length=500)),
                ('stored_as', models.CharField(blank=True, db_default='', editable=False, max_length=100)),
                ('content_type', models.CharField(blank=True, db_default='', max_length=40)),
                ('size', models.PositiveBigIntegerField(db_default=0, default=0)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'member', 'position'], name='credentials_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('awarded_day', None), ('awarded_month__isnull', False), _connector='OR'), name='awarded_day_of_a_month'), models.CheckConstraint(condition=models.Q(('awarded_month', None), ('awarded_year__isnull', False), _connector='OR'), name='awarded_month_of_a_year'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='credential_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('content_type', ''), ('stored_as', '')), models.Q(models.Q(('stored_as', ''), _negated=True), models.Q(('content_type', ''), _negated=True)), _connector='OR'), name='evidence_file_whole'), models.UniqueConstraint(condition=models.Q(('stored_as', ''), _negated=True), fields=('stored_as',), name='one_evidence_a_name')],
            },
        ),
        ProtectTenantTables("Credential"),
        migrations.RunSQL(THEIRS),
        *filling(LINES, "care_sessions_credential", "care_sessions_publicprofile"),
        migrations.RemoveField(model_name='publicprofile', name='credentials'),
    ]
