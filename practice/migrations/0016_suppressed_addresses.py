"""Addresses that nothing is mailed to, and by what name a provider knows an attempt."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

import practice.core.tenancy
from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0015_mail_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SuppressedAddress',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=320)),
                ('why', models.CharField(choices=[('bounced', 'mails to it come back'), ('complained', 'a mail was marked as unwanted there')], max_length=20)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('person_id', models.UUIDField()),
                ('attempt', models.PositiveSmallIntegerField()),
                ('since', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('message', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.message')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('practice', 'address'), name='one_suppression_an_address'),
                    models.UniqueConstraint(fields=('practice', 'message', 'attempt', 'why'), name='found_out_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='deliveryattempt',
            name='provider_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        ProtectTenantTables("SuppressedAddress"),
    ]
