"""Who gets Today by mail, and when; the planner sees practices with one that is due."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0017_set_aside'),
    ]

    operations = [
        migrations.CreateModel(
            name='MorningMail',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('at', models.TimeField(verbose_name='at')),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list)),
                ('next_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='morning_mail_due')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'member'), name='one_morning_mail')],
            },
        ),
        ProtectTenantTables("MorningMail"),
        migrations.RunSQL(
            """
            GRANT SELECT (practice_id, next_at) ON practice_morningmail TO supple_claim;
            CREATE POLICY claim ON practice_morningmail FOR SELECT TO supple_claim USING (true);
            """,
            migrations.RunSQL.noop,
        ),
    ]
