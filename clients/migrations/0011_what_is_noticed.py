"""How a symptom feels and began; posture, movement and marks of the body map as reports."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0010_person_notes'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='symptomreport',
            name='onset',
            field=models.CharField(blank=True, choices=[('sudden', 'All at once'), ('gradual', 'Little by little'), ('after_event', 'After an injury or operation'), ('unknown', 'I do not know')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='symptomreport',
            name='quality',
            field=models.CharField(blank=True, choices=[('pull', 'A pull'), ('seizing', 'Seizing up'), ('ache', 'An ache'), ('unclear', 'Unclear, hard to say'), ('distorted', 'Distorted, other than it is'), ('absent', 'I cannot feel it there')], db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='symptomreport',
            name='since',
            field=models.CharField(blank=True, db_default='', default='', max_length=7),
        ),
        migrations.CreateModel(
            name='RegionReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(max_length=60)),
                ('layer', models.CharField(choices=[('core', 'Core, closest to the bone'), ('sleeve', 'Sleeve, around the core')], max_length=10)),
                ('side', models.CharField(choices=[('left', 'Left'), ('right', 'Right'), ('both', 'Both sides'), ('middle', 'In the middle')], max_length=10)),
                ('mark', models.CharField(choices=[('hurts', 'Where it hurts'), ('held', 'Where it is held'), ('clear', 'Clear'), ('unclear', 'Unclear'), ('distorted', 'Distorted'), ('absent', 'Cannot feel')], max_length=20)),
                ('reported_on', models.DateField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', 'episode'], name='region_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'episode', 'region', 'mark'), name='one_mark_a_region')],
            },
        ),
        migrations.CreateModel(
            name='SignReport',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('grade', models.CharField(blank=True, choices=[('not_at_all', 'Not at all'), ('a_little', 'A little'), ('clearly', 'Clearly'), ('cannot_tell', 'Cannot tell')], max_length=20)),
                ('reported_on', models.DateField()),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('symptom', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.symptom')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='sign_client')],
            },
        ),
        ProtectTenantTables("RegionReport", "SignReport"),
    ]
