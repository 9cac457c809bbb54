"""On which days the planner of mails looked who is asked, zone by zone. No trail: it tells nothing of anybody."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0039_quiet_hours'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckInLook',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('timezone', models.CharField(max_length=64)),
                ('looked_on', models.DateField()),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'timezone'), name='one_look_a_zone')],
            },
        ),
        ProtectTenantTables("CheckInLook", history=False),
    ]
