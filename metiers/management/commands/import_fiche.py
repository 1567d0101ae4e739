import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from metiers.chargement.importer import Outcome, save_fiche
from metiers.fiche_text import FicheTextError, parse_fiche
from metiers.fiche_text.lines import MAX_BYTES
from metiers.francais.phrases import count

_ACTIONS = {(True, True): "créée", (False, True): "modifiée", (False, False): "inchangée"}


class Command(BaseCommand):
    help = "Importe des fiches métier écrites dans le format texte des rédacteurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FICHIER")
        parser.add_argument("--publish", action="store_true", help="publie les fiches dont le profil est complet")
        parser.add_argument("--dry-run", action="store_true", help="lit et vérifie tout, n'écrit rien")
        parser.add_argument("--json", action="store_true", dest="as_json", help="rend compte en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [self._import(Path(file), options) for file in options["files"]]
        if options["as_json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=2))
        refused = [report for report in reports if "error" in report]
        for report in refused:
            self.stderr.write(f"{report['file']}, {report['error']}", self.style.ERROR)
        if refused:
            files = count(len(refused), "fichier refusé", "fichiers refusés")
            raise CommandError(f"{files} sur {len(reports)}. Rien n'en a été écrit.")

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            raise CommandError(f"La base de données ne répond pas comme prévu, rien n'est perdu : {error}") from None

    def _import(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        file = os.fsencode(path).decode("utf-8", "replace")
        try:
            reading = parse_fiche(_read(path))
            if not reading.fiche.says_something():
                raise FicheTextError(
                    1, "aucune section (« #MISSIONS », « #SOFTSKILLS »…) ni profil : une fiche était attendue."
                )
            with transaction.atomic():
                outcome = save_fiche(reading.fiche, publish=options["publish"])
                transaction.set_rollback(options["dry_run"])
        except FicheTextError as error:
            return {"file": file, "error": str(error)}
        warnings = list(reading.warnings)
        if options["publish"] and not outcome.metier.est_publiee:
            warnings.append("non publiée : le profil d'épanouissement est incomplet.")
        if outcome.emptied:
            warnings.append(f"la fiche existante perd tout ce que ce fichier n'a pas : {', '.join(outcome.emptied)}.")
        report = {
            "file": file,
            "slug": outcome.metier.slug,
            "counts": reading.fiche.counts(),
            "ignored": reading.ignored,
            "warnings": warnings,
        }
        if not options["as_json"]:
            self._print(report, outcome, options["dry_run"])
        return report

    def _print(self, report: dict[str, Any], outcome: Outcome, dry_run: bool) -> None:
        action, statut = _ACTIONS[outcome.created, outcome.changed], outcome.metier.get_statut_display().lower()
        trial = "essai, rien n'est écrit — " if dry_run else ""
        self.stdout.write(f"{trial}{report['slug']} : {action} ({statut}) — {report['file']}")
        self.stdout.write("  " + ", ".join(f"{count} {name}" for name, count in report["counts"].items()))
        for warning in report["warnings"]:
            self.stdout.write(f"  à savoir : {warning}")
        for line in report["ignored"]:
            self.stdout.write(f"  ignoré : {line}")


def _read(path: Path) -> bytes:
    """At most one byte over the limit, so that a huge file is refused without being read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FicheTextError(1, "fichier introuvable.") from None
    except OSError:
        raise FicheTextError(
            1, "fichier illisible : un fichier de texte que l'on a le droit de lire était attendu."
        ) from None
