"""A plan and its thoughts belong to a result: they go to the newest one that holds their métier."""

import django.db.models.deletion
from django.db import migrations, models


def holds(resultat, slug):
    contenu = resultat.contenu
    return any(piste and piste["slug"] == slug for piste in (*contenu["pistes"], contenu["cible"]))


def move_to_results(apps, schema_editor):
    Carnet, Etape, Reflexion, Resultat = (
        apps.get_model("quiz", name) for name in ("Carnet", "Etape", "Reflexion", "Resultat")
    )
    wanted = {(one.passation_id, one.slug) for model in (Etape, Reflexion) for one in model.objects.iterator()}
    for passation, slug in sorted(wanted):
        newest_first = Resultat.objects.filter(passation=passation).order_by("-numero")
        resultat = next((one for one in newest_first.iterator() if holds(one, slug)), newest_first.first())
        if resultat is None:
            continue
        texts = Reflexion.objects.filter(passation=passation, slug=slug).values("ressemble", "etonne", "verifier")
        carnet = Carnet.objects.create(resultat=resultat, slug=slug, **(texts.first() or {}))
        Etape.objects.filter(passation=passation, slug=slug).update(carnet=carnet)
    Etape.objects.filter(carnet=None).delete()  # of answers without any result: no page leads to them


def remember_checks(apps, schema_editor):
    checked = apps.get_model("quiz", "Verification").objects.values("resultat__passation")
    apps.get_model("quiz", "Passation").objects.filter(pk__in=checked).update(accord_compte=True)


def forget_documents(apps, schema_editor):
    """Those made before hold addresses and students' own words; they are made again when they are asked for."""
    apps.get_model("quiz", "DocumentPdf").objects.all().delete()


def count_results(apps, schema_editor):
    Passation, Resultat = (apps.get_model("quiz", name) for name in ("Passation", "Resultat"))
    last = Resultat.objects.filter(passation=models.OuterRef("pk")).order_by("-numero").values("numero")[:1]
    with_results = Passation.objects.filter(resultats__isnull=False).distinct()
    Passation.objects.filter(pk__in=with_results.values("pk")).update(resultats_gardes=models.Subquery(last))


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0004_resultats"),
    ]

    operations = [
        migrations.AlterField("resultat", "numero", models.PositiveIntegerField("numéro")),
        migrations.AlterField("documentpdf", "cle", models.CharField("ce qu’il montre", max_length=140)),
        migrations.AddField(
            "passation", "resultats_gardes", models.PositiveIntegerField("résultats gardés jusqu’ici", default=0)
        ),
        migrations.AddField("passation", "accord_compte", models.BooleanField("avis sans les noms comptés", default=False)),
        migrations.AddField("partage", "retire_le", models.DateTimeField("retiré le", null=True, blank=True)),
        migrations.AddField("partage", "ouvertures", models.PositiveIntegerField("fois qu’il a été ouvert", default=0)),
        migrations.AddField(
            "partage", "ouvert_le", models.DateField("ouvert la dernière fois le", null=True, blank=True)
        ),
        migrations.CreateModel(
            name="Carnet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120, verbose_name="métier")),
                ("ressemble", models.TextField(blank=True, max_length=1000, verbose_name="Ce qui me ressemble")),
                ("etonne", models.TextField(blank=True, max_length=1000, verbose_name="Ce qui m’étonne")),
                ("verifier", models.TextField(blank=True, max_length=1000, verbose_name="Ce que je veux vérifier")),
                (
                    "resultat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carnets", to="quiz.resultat"
                    ),
                ),
            ],
            options={"ordering": ["resultat", "slug"]},
        ),
        migrations.AddConstraint(
            "carnet", models.UniqueConstraint(fields=["resultat", "slug"], name="carnet_unique")
        ),
        migrations.AddField(
            "etape",
            "carnet",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="etapes", to="quiz.carnet"
            ),
        ),
        migrations.RunPython(move_to_results, migrations.RunPython.noop),
        migrations.RunPython(count_results, migrations.RunPython.noop),
        migrations.RunPython(remember_checks, migrations.RunPython.noop),
        migrations.RunPython(forget_documents, migrations.RunPython.noop),
    ]
