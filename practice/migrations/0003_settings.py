"""Retired places, how long records are kept, invitations of colleagues."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0002_protect'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='retired_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='practice',
            name='retention_years',
            field=models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name='years records are kept'),
        ),
        migrations.CreateModel(
            name='StaffInvitation',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('practitioner', 'practitioner'), ('trainee', 'trainee'), ('assistant', 'assistant')], max_length=20, verbose_name='role')),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('supervisor', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('practice', 'email'), name='one_open_staff_invitation')],
            },
        ),
        ProtectTenantTables("StaffInvitation"),
    ]
