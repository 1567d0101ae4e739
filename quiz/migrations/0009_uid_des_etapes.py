"""Each step owns the UID by which calendars know it. Those that are there get the one that they were given until now, from
their kind and their place among the steps of this kind, so that events already imported stay theirs."""

from collections import Counter

from django.db import migrations, models
from django.utils.crypto import salted_hmac

AT_A_TIME = 500


def fill(apps, schema_editor):
    etapes = apps.get_model("quiz", "Etape").objects
    columns = ("pk", "carnet", "carnet__resultat__passation", "carnet__slug", "genre")
    seen, rows = Counter(), []
    for pk, carnet, passation, slug, genre in etapes.order_by("carnet", "rang").values_list(*columns):
        seen[carnet, genre] += 1
        rows.append((pk, f"{passation}-{slug}-{genre}-{seen[carnet, genre]}"))
    for start in range(0, len(rows), AT_A_TIME):
        told = dict(rows[start : start + AT_A_TIME])
        batch = list(etapes.filter(pk__in=told))
        for etape in batch:
            etape.uid = salted_hmac("quiz.plan", told[etape.pk]).hexdigest()
        etapes.bulk_update(batch, ["uid"])


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0008_priorites_essayees"),
    ]

    operations = [
        migrations.AddField(
            "etape",
            "uid",
            models.CharField("identifiant dans un agenda", max_length=40, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
