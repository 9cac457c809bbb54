"""Injuries, circumstances and goals as rows of a course of work; with whom and when."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0013_filled_in_together'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='priortreatment',
            name='happened',
            field=models.CharField(blank=True, db_default='', default='', max_length=7),
        ),
        migrations.AddField(
            model_name='priortreatment',
            name='who',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.CreateModel(
            name='ActivityGoal',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('activity', models.CharField(max_length=200)),
                ('ability', models.PositiveSmallIntegerField(null=True)),
                ('version', models.CharField(max_length=10)),
                ('direction', models.CharField(max_length=10)),
                ('reported_on', models.DateField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'episode'], name='activity_goal_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ability__isnull', True), ('ability__range', (0, 10)), _connector='OR'), name='ability_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='Circumstances',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('occupation', models.CharField(blank=True, max_length=120)),
                ('habits', models.TextField(blank=True)),
                ('stress', models.PositiveSmallIntegerField(null=True)),
                ('sleep', models.PositiveSmallIntegerField(null=True)),
                ('breathing', models.CharField(blank=True, choices=[('free', 'Freely'), ('held', 'Held'), ('cannot_tell', 'Cannot tell')], max_length=20)),
                ('breathing_where', models.CharField(blank=True, max_length=200)),
                ('findings', models.TextField(blank=True)),
                ('medication', models.TextField(blank=True)),
                ('reported_on', models.DateField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='circumstances_client')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('stress', None), ('stress__range', (0, 10)), _connector='OR'), models.Q(('sleep', None), ('sleep__range', (0, 10)), _connector='OR')), name='circumstances_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='PriorInjury',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('injury', 'An injury'), ('surgery', 'An operation'), ('accident', 'An accident')], max_length=20)),
                ('what', models.CharField(blank=True, max_length=200)),
                ('side', models.CharField(blank=True, choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('happened', models.CharField(blank=True, max_length=7)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='injury_client')],
            },
        ),
        ProtectTenantTables("ActivityGoal", "Circumstances", "PriorInjury"),
    ]
