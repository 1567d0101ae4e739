import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metiers.fiche_text import FicheTextError, parse_fiche
from metiers.fiche_text.lines import MAX_BYTES
from metiers.importer import save_fiche, slug_of


class Command(BaseCommand):
    help = "Importe des fiches métier écrites dans le format texte des rédacteurs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FICHIER")
        parser.add_argument("--publish", action="store_true", help="publie les fiches dont le profil est complet")
        parser.add_argument("--dry-run", action="store_true", help="lit et vérifie tout, n'écrit rien")
        parser.add_argument("--json", action="store_true", dest="as_json", help="rend compte en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = [self._import(Path(name), options) for name in options["files"]]
        if options["as_json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=2))
        refused = [report for report in reports if "error" in report]
        for report in reports:
            if "error" in report:
                self.stderr.write(f"{report['file']}, {report['error']}", self.style.ERROR)
            elif not options["as_json"]:
                self._print(report)
        if refused:
            raise CommandError(f"{len(refused)} fichier(s) refusé(s) sur {len(reports)}. Rien n'en a été écrit.")

    def _import(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        try:
            reading = parse_fiche(_read(path))
            with transaction.atomic():
                outcome = save_fiche(reading.fiche, publish=options["publish"])
                transaction.set_rollback(options["dry_run"])
        except FicheTextError as error:
            return {"file": str(path), "error": str(error)}
        warnings = list(reading.warnings)
        if options["publish"] and not outcome.metier.est_publiee:
            warnings.append("non publiée : le profil d'épanouissement est incomplet.")
        return {
            "file": str(path),
            "slug": slug_of(reading.fiche.titre),
            "status": outcome.metier.statut,
            "action": "created" if outcome.created else "changed" if outcome.changed else "unchanged",
            "counts": reading.fiche.counts(),
            "ignored": reading.ignored,
            "warnings": warnings,
        }

    def _print(self, report: dict[str, Any]) -> None:
        actions = {"created": "créée", "changed": "modifiée", "unchanged": "inchangée"}
        self.stdout.write(f"{report['slug']} : {actions[report['action']]} ({report['status']}) — {report['file']}")
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
    except OSError as error:
        raise FicheTextError(1, f"fichier illisible ({error.strerror}).") from None
