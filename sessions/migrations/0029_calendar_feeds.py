"""Addresses under which another calendar reads somebody's booked time."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0028_appointments'),
        ('clients', '0041_sensation_withdrawn'),
        ('practice', '0012_who_looked'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('names', models.CharField(choices=[('none', 'nobody’s name'), ('initials', 'initials'), ('full', 'the client’s name')], default='none', max_length=8, verbose_name='who comes is shown as')),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('member', None)), fields=['practice', 'client'], name='calendar_feed_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'digest'), name='one_calendar_feed'), models.CheckConstraint(condition=models.Q(models.Q(('client__isnull', False), ('member', None)), models.Q(('client', None), ('guardian', None), ('member__isnull', False)), _connector='OR'), name='calendar_feed_of_one')],
            },
        ),
        ProtectTenantTables("CalendarFeed"),
    ]
