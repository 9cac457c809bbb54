"""A practice's own questions, in versions that never change, and the draft of the next."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0017_mail_wishes'),
        ('practice', '0006_message_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnForm',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('published_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
        ),
        migrations.CreateModel(
            name='OwnQuestion',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=8)),
                ('kind', models.CharField(choices=[('text', 'In their own words'), ('choice', 'One of several'), ('scale', 'A number from 0 to 10'), ('yes_no', 'Yes or no'), ('date', 'A date')], max_length=10)),
                ('wording', models.CharField(max_length=200)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list)),
                ('low', models.CharField(blank=True, max_length=40)),
                ('high', models.CharField(blank=True, max_length=40)),
                ('needed', models.BooleanField()),
                ('future', models.BooleanField()),
                ('form', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.ownform')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
        ),
        migrations.CreateModel(
            name='OwnDraft',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('questions', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_own_draft')],
            },
        ),
        migrations.AddConstraint(
            model_name='ownform',
            constraint=models.UniqueConstraint(fields=('practice', 'version'), name='one_own_form_a_version'),
        ),
        migrations.AddConstraint(
            model_name='ownquestion',
            constraint=models.UniqueConstraint(fields=('practice', 'form', 'code'), name='one_question_a_form_and_code'),
        ),
        ProtectTenantTables("OwnForm", "OwnQuestion", "OwnDraft"),
        # What was published and answered stays as it was: a change is a new version.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON clients_ownform, clients_ownquestion FROM supple_app"
        ),
    ]
