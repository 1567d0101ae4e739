"""What 0005 has moved goes from where it was; PostgreSQL does not alter a table in the transaction that wrote it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0005_carnets"),
    ]

    operations = [
        migrations.RemoveConstraint("etape", "etape_rang_unique"),
        migrations.AlterModelOptions("etape", {"ordering": ["carnet", "rang"]}),
        migrations.RemoveField("etape", "passation"),
        migrations.RemoveField("etape", "slug"),
        migrations.AlterField(
            "etape",
            "carnet",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="etapes", to="quiz.carnet"
            ),
        ),
        migrations.AddConstraint("etape", models.UniqueConstraint(fields=["carnet", "rang"], name="etape_rang_unique")),
        migrations.DeleteModel("Reflexion"),
    ]
