"""Messages between a client and the practice, with a file where one came along."""

import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import CLIENT, ProtectTenantTables

# What was sent stays as it was: only who read it, that it was taken back (its file goes with that),
# and whose it is changes. In the portal nobody writes in the practice's name, nor the other way.
RULES = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON clients_clientmessage FROM supple_app;
GRANT UPDATE (client_id, file_id, read_at, read_by_id, read_by_guardian_id, taken_back_at)
  ON clients_clientmessage TO supple_app;
REVOKE DELETE, TRUNCATE ON clients_messagethread FROM supple_app;
CREATE POLICY own_name ON clients_clientmessage AS RESTRICTIVE FOR INSERT
  WITH CHECK (CASE WHEN {CLIENT} IS NULL THEN author_id IS NOT NULL ELSE author_id IS NULL END);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0038_sensation'),
        ('practice', '0010_answers_within'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientMessage',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('said', models.TextField(blank=True, verbose_name='message')),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MessageThread',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('last_at', models.DateTimeField(null=True)),
                ('waits_since', models.DateTimeField(null=True)),
                ('no_answer_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='clientfile',
            name='file_kind_known',
        ),
        migrations.AlterField(
            model_name='clientfile',
            name='added_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AlterField(
            model_name='clientfile',
            name='kind',
            field=models.CharField(choices=[('letter', 'Letter'), ('posture', 'Posture photo'), ('attachment', 'With a message')], max_length=10),
        ),
        migrations.AlterField(
            model_name='mailwish',
            name='about',
            field=models.CharField(choices=[('reminder', 'Reminders to practise'), ('intake', 'Questions about the intake, and new intakes'), ('message', 'That there is a message')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='clientfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_by__isnull', False), ('kind', 'letter'), ('taken_on', None), ('view', '')), models.Q(('is_shared', True), ('kind', 'attachment'), ('taken_on', None), ('view', '')), models.Q(('added_by__isnull', False), ('kind', 'posture'), ('taken_on__isnull', False), ('view__in', ['front', 'left', 'right', 'back'])), _connector='OR'), name='file_kind_known'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='author',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='client',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='file',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.clientfile'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='read_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='clientmessage',
            name='read_by_guardian',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.guardian'),
        ),
        migrations.AddField(
            model_name='messagethread',
            name='client',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client'),
        ),
        migrations.AddField(
            model_name='messagethread',
            name='no_answer_by',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership'),
        ),
        migrations.AddField(
            model_name='messagethread',
            name='practice',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice'),
        ),
        migrations.AddIndex(
            model_name='clientmessage',
            index=models.Index(fields=['practice', 'client', '-sent_at', '-id'], name='client_message_thread'),
        ),
        migrations.AddIndex(
            model_name='clientmessage',
            index=models.Index(condition=models.Q(('author', None), ('read_at', None), ('taken_back_at', None)), fields=['practice', 'client'], name='client_message_new_here'),
        ),
        migrations.AddIndex(
            model_name='clientmessage',
            index=models.Index(condition=models.Q(('author__isnull', False), ('read_at', None), ('taken_back_at', None)), fields=['practice', 'client'], name='client_message_new_there'),
        ),
        migrations.AddConstraint(
            model_name='clientmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', None), ('said', ''), _negated=True), ('taken_back_at__isnull', False), _connector='OR'), name='client_message_says_something'),
        ),
        migrations.AddConstraint(
            model_name='clientmessage',
            constraint=models.CheckConstraint(condition=models.Q(('author', None), ('guardian', None), _connector='OR'), name='client_message_of_one_side'),
        ),
        migrations.AddIndex(
            model_name='messagethread',
            index=models.Index(fields=['practice', 'client'], name='message_thread_client'),
        ),
        migrations.AddIndex(
            model_name='messagethread',
            index=models.Index(fields=['practice', '-last_at', '-id'], name='message_thread_last'),
        ),
        migrations.AddIndex(
            model_name='messagethread',
            index=models.Index(condition=models.Q(('waits_since__isnull', False)), fields=['practice', 'waits_since', 'id'], name='message_thread_waits'),
        ),
        ProtectTenantTables("MessageThread", "ClientMessage"),
        migrations.RunSQL(RULES),
    ]
