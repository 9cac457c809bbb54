"""Phrases for notes."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0002_protect'),
        ('practice', '0003_settings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(max_length=20, verbose_name='part of the note')),
                ('text', models.CharField(max_length=300, verbose_name='phrase')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'part', 'text'), name='one_phrase')],
            },
        ),
        ProtectTenantTables("Phrase"),
    ]
