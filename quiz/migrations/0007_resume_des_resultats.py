"""What the list of results says of each has columns of its own: filled here from what each row holds."""

from django.db import migrations, models

AT_A_TIME = 100


def summed_up(contenu):
    kept = [*contenu["pistes"], *([contenu["cible"]] if contenu["cible"] else [])]
    return {
        "complet": bool(contenu["elicited"]),
        "competences": len(contenu["niveaux"]),
        "en_tete": contenu["pistes"][0]["titre"] if contenu["pistes"] else "",
        "titres": {piste["slug"]: piste["titre"] for piste in kept},
    }


def fill(apps, schema_editor):
    resultats = apps.get_model("quiz", "Resultat").objects
    pks = list(resultats.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_A_TIME):
        batch = list(resultats.filter(pk__in=pks[start : start + AT_A_TIME]))
        for resultat in batch:
            for column, value in summed_up(resultat.contenu).items():
                setattr(resultat, column, value)
        resultats.bulk_update(batch, ["complet", "competences", "en_tete", "titres"])


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0006_etapes_des_carnets"),
    ]

    operations = [
        migrations.AddField(
            "resultat", "complet", models.BooleanField("quiz complet", default=False), preserve_default=False
        ),
        migrations.AddField(
            "resultat",
            "competences",
            models.PositiveSmallIntegerField("compétences situées", default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            "resultat",
            "en_tete",
            models.CharField("première piste", max_length=120, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "resultat",
            "titres",
            models.JSONField("slug → titre de chaque métier", default=dict),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
