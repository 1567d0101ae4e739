"""Two steps of one plan never share a UID; PostgreSQL does not alter a table in the transaction that wrote it."""

from django.db import migrations, models

import quiz.resultat.etapes


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0009_uid_des_etapes"),
    ]

    operations = [
        migrations.AlterField(
            "etape",
            "uid",
            models.CharField("identifiant dans un agenda", max_length=40, default=quiz.resultat.etapes.new_uid),
        ),
        migrations.AddConstraint(
            "etape", models.UniqueConstraint(fields=["carnet", "uid"], name="etape_uid_unique")
        ),
    ]
