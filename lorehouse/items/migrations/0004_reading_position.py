"""How far somebody has read a thread."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Beside when they were there."""

    dependencies = [("items", "0003_fewer_indexes")]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="reached_at",
            field=models.DateTimeField(null=True),
        ),
    ]
