"""Measures: what was answered, reviews asked for, tablets lent. Raw answers never change."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models
from practice.core.protection import ProtectTenantTables

# An answer can be withdrawn, and move with a client's record that becomes part of another.
KEPT = """
REVOKE UPDATE, DELETE, TRUNCATE ON clients_measureresponse FROM supple_app;
GRANT UPDATE (client_id, withdrawn_at, withdrawn_by_id, withdrawn_why)
  ON clients_measureresponse TO supple_app;
ALTER TABLE clients_measureresponse ADD CONSTRAINT response_has_answers
  CHECK (jsonb_typeof(answers) = 'array' AND answers <> '[]');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0026_files'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='LentTablet',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('moment', models.CharField(blank=True, choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20)),
                ('lent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('given_back_at', models.DateTimeField(null=True)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('lent_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='lent_tablet_client')],
            },
        ),
        migrations.CreateModel(
            name='MeasureResponse',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('instrument', models.CharField(max_length=20)),
                ('version', models.CharField(max_length=10)),
                ('language', models.CharField(max_length=12)),
                ('rater', models.CharField(choices=[('client', 'The client'), ('practitioner', 'The practitioner')], max_length=12)),
                ('stage', models.CharField(choices=[('intake', 'At the beginning'), ('session_start', 'Start of a lesson'), ('session_end', 'End of a lesson'), ('weekly', 'Weekly'), ('habit', 'While a habit forms'), ('review', 'Review'), ('discharge', 'End of the work'), ('after_4', '4 weeks after'), ('after_12', '12 weeks after'), ('after_26', '26 weeks after')], max_length=20)),
                ('asked_on', models.DateField()),
                ('answers', models.JSONField()),
                ('mode', models.CharField(choices=[('portal', 'In the portal'), ('in_person', 'In person'), ('tablet', "On the practice's tablet")], max_length=12)),
                ('is_baseline', models.BooleanField()),
                ('answered_on', models.DateField()),
                ('answered_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_why', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('entered_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('guardian', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                ('withdrawn_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client', '-id'], name='response_client'), models.Index(fields=['practice', '-id'], name='response_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('practice', 'episode', 'instrument', 'rater', 'stage', 'asked_on'), name='one_answer_an_occasion'), models.UniqueConstraint(condition=models.Q(('is_baseline', True), ('withdrawn_at', None)), fields=('practice', 'episode', 'instrument'), name='one_baseline_an_instrument'), models.CheckConstraint(condition=models.Q(('rater__in', ['client', 'practitioner']), ('stage__in', ['intake', 'session_start', 'session_end', 'weekly', 'habit', 'review', 'discharge', 'after_4', 'after_12', 'after_26']), ('mode__in', ['portal', 'in_person', 'tablet'])), name='response_words_known'), models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('mode', 'portal')), models.Q(models.Q(('mode', 'portal'), _negated=True), ('entered_by__isnull', False)), _connector='OR'), name='response_says_who_entered_it'), models.CheckConstraint(condition=models.Q(('rater', 'client'), ('mode', 'in_person'), _connector='OR'), name='practitioner_judges_in_person'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='withdrawn_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='MeasureReview',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('asked_at', models.DateTimeField()),
                ('asked_by', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('client', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('episode', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.episode')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'client'], name='measure_review_client')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'episode', 'asked_on'), name='one_review_a_day')],
            },
        ),
        ProtectTenantTables("MeasureResponse", "MeasureReview", "LentTablet"),
        migrations.RunSQL(KEPT),
    ]
