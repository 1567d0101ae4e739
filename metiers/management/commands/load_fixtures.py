from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from metiers import services
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
    services.lock_catalogue()  # before any row, in the order of every other writer
    existing = Metier.objects.with_fiche().filter(slug=slug_of(fiche.titre)).first()
    if existing and existing.empreinte != fingerprint(existing):
        return "importée ou modifiée à la main, laissée telle quelle"
    outcome = save_fiche(fiche, publish=existing is None)
    if not outcome.changed:
        return "inchangée"
    Metier.objects.filter(pk=outcome.metier.pk).update(empreinte=fingerprint(outcome.metier))
    return "mise à jour" if existing else "chargée"
