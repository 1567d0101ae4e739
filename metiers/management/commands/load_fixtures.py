from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metiers.fiche_text import FicheTextError, parse_fiche
from metiers.importer import fingerprint, save_fiche, slug_of
from metiers.models import Metier

FICHES = settings.BASE_DIR / "fixtures" / "fiches"


class Command(BaseCommand):
    help = "Charge et publie les fiches de fixtures/fiches/, sans toucher à celles que quelqu'un a modifiées."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(FICHES.glob("*.txt")):
            try:
                self.stdout.write(f"{path.stem} : {_load(path.read_bytes())}")
            except FicheTextError as error:
                raise CommandError(f"{path.name}, {error}") from None


@transaction.atomic
def _load(data: bytes) -> str:
    fiche = parse_fiche(data).fiche
    existing = Metier.objects.with_fiche().filter(slug=slug_of(fiche.titre)).first()
    if existing and existing.empreinte != fingerprint(existing):
        return "modifiée à la main, laissée telle quelle"
    statut = existing.statut if existing else None
    outcome = save_fiche(fiche, publish=existing is None)
    if outcome.changed:
        Metier.objects.filter(pk=outcome.metier.pk).update(empreinte=fingerprint(outcome.metier))
    return ("chargée" if statut is None else "mise à jour") if outcome.changed else "inchangée"
