"""The list narrowed to one state is read in its order from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0007_more_of_the_person'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['practice', 'state', 'sort_name', 'id'], name='client_by_state'),
        ),
    ]
