"""How clearly places are felt, day by day: rows that are only ever added."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

# What was said stays as it was said; it moves with a record that is made one with another.
KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON clients_sensationreport FROM supple_app;
GRANT UPDATE (client_id) ON clients_sensationreport TO supple_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0037_safety_asked_anew'),
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='SensationReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=60)),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('clarity', models.CharField(choices=[('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], max_length=20)),
                ('felt', models.PositiveSmallIntegerField(null=True, verbose_name='how clearly it is felt')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='in your own words')),
                ('is_discovery', models.BooleanField(default=False)),
                ('felt_on', models.DateField(verbose_name='the day it speaks of')),
                ('reported_on', models.DateField()),
                ('reported_at', models.DateTimeField()),
                ('source', models.CharField(choices=[('portal', 'At home'), ('lesson', 'In a lesson')], max_length=10)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('entered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'region', '-felt_on'], name='sensation_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('felt', None), ('felt__range', (0, 10)), _connector='OR'), name='felt_0_to_10'), models.CheckConstraint(condition=models.Q(('felt', None), models.Q(('clarity', 'absent'), _negated=True), _connector='OR'), name='absent_has_no_number'), models.CheckConstraint(condition=models.Q(('felt_on__lte', models.F('reported_on'))), name='felt_before_it_was_said'), models.CheckConstraint(condition=models.Q(('is_discovery', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='discovery_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('source', 'portal')), models.Q(('entered_by__isnull', False), ('guardian__isnull', True), ('source', 'lesson')), _connector='OR'), name='sensation_says_who_entered_it')],
            },
        ),
        ProtectTenantTables("SensationReport"),
        migrations.RunSQL(KEPT),
    ]
