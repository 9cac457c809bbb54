"""An item of a home program is a movement, or a card to understand by."""

import django.db.models.deletion
import practice.core.tenancy
from django.db import migrations, models

CARD = """
ALTER TABLE care_sessions_programitem ADD CONSTRAINT care_sessions_programitem_card_id_in_practice
  FOREIGN KEY (practice_id, card_id) REFERENCES care_sessions_understandingcard (practice_id, id);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0015_whole_programs'),
        ('practice', '0009_home_program_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='programitem',
            name='card',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.understandingcard'),
        ),
        migrations.RunSQL(CARD),
        migrations.AlterField(
            model_name='programitem',
            name='movement',
            field=practice.core.tenancy.TenantForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care_sessions.movement'),
        ),
        migrations.AddConstraint(
            model_name='programitem',
            constraint=models.UniqueConstraint(condition=models.Q(('card__isnull', False), ('removed_on', None)), fields=('practice', 'home_program', 'card'), name='one_item_a_card'),
        ),
        migrations.AddConstraint(
            model_name='programitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('card__isnull', False), ('movement', None), ('phase', 'understand')), models.Q(('card', None), ('movement__isnull', False), models.Q(('phase', 'understand'), _negated=True)), _connector='OR'), name='item_is_movement_or_card'),
        ),
    ]
