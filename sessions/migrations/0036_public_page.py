"""A practice's page for everybody, if it wants one: what stands on it, and whom it tells of."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.uuid
import practice.core.tenancy
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables


# Whoever opens an address is in no practice yet. They learn which one shows a page there, of that one
# address and while the page is open, and read no other row.
AT = """
CREATE POLICY published ON care_sessions_publicpage FOR SELECT
  USING (is_open AND slug = nullif(current_setting('supple.public', true), ''));
CREATE FUNCTION supple_public_practice(asked text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE found uuid;
BEGIN
  PERFORM set_config('supple.public', asked, true);
  SELECT practice_id INTO found FROM care_sessions_publicpage WHERE slug = asked AND is_open;
  PERFORM set_config('supple.public', '', true);
  RETURN found;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0035_offers_to_be_called'),
        ('practice', '0013_waitlist_offers'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='is_visitor_bookable',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name='PublicPage',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('is_open', models.BooleanField(db_default=False, default=False)),
                ('is_indexed', models.BooleanField(db_default=True, default=True)),
                ('about', models.TextField(blank=True)),
                ('shows_contact', models.BooleanField(db_default=False, default=False)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_public_page')],
            },
        ),
        migrations.CreateModel(
            name='PublicProfile',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('is_shown', models.BooleanField(db_default=False, default=False)),
                ('about', models.TextField(blank=True)),
                ('credentials', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list)),
                ('modalities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list)),
                ('other_work', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list)),
                ('practising_since', models.PositiveSmallIntegerField(null=True)),
                ('affiliations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list)),
                ('publications', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list)),
                ('member', practice.core.tenancy.TenantForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.membership')),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'member'), name='one_public_profile')],
            },
        ),
        ProtectTenantTables("PublicPage", "PublicProfile"),
        migrations.RunSQL(AT),
    ]
