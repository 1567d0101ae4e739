"""The table of the shared cache (CACHES in orientation/settings.py)."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "cache_comptes", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE cache_comptes")


class Migration(migrations.Migration):
    dependencies = [("suivi", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
