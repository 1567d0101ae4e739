"""fixtures/ → rows: the catalogue of open data, then the written fiches. Loading the same files again changes nothing.

What the data say of a métier (`DonneesMetier`) always follows the file. A fiche follows it only as long as nobody has
changed it: the fingerprint of what was loaded tells.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from metiers import services
from metiers.catalogue.fiche import fiche_of
from metiers.dimensions import CLES
from metiers.fiche_text import document as doc
from metiers.fiche_text import parse_fiche
from metiers.fiche_text.levels import BEFORE_BAC, MAX_BAC_PLUS
from metiers.importer import find_metier, find_skills, save_fiche, slug_of, unchanged_since_load, with_known_names
from metiers.models import (
    CentreInteret,
    ContexteTravail,
    Domaine,
    DonneesMetier,
    GrandDomaine,
    Metier,
    Origine,
    ReleveCatalogue,
    Statut,
)
from metiers.rows import fingerprint, read_fiche, write_fiches

Entry = Mapping[str, Any]
_FIGURES = (
    "profil",
    "elements",
    "etudes",
    "provenance",
    "interets_principaux",
    "proches",
    "hard_skills",
    "soft_skills",
    "teletravail_possible",
)
# « J1506-infirmier.txt »: the ROME code of the métier that the fiche is about.
_CODE = re.compile(r"([A-Z]\d{4})-.+")
CHANGED_BY_HAND = "importée ou modifiée à la main, laissée telle quelle"


class CatalogueFileError(ValueError):
    """The catalogue's file is not one that `build_catalogue` wrote."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the data fiches: how many of each, and the titles of those left as somebody changed them."""

    counts: Counter[str]
    left: tuple[str, ...]


# --- Written fiches --------------------------------------------------------------------------------------------------


@transaction.atomic
def load_written(path: Path) -> str:
    """One file of fixtures/fiches/; what became of it, in French. Raises FicheTextError."""
    fiche = parse_fiche(path.read_bytes()).fiche
    services.lock_catalogue()  # before any row, in the order of every other writer
    code = _code_of(path)
    existing = find_metier(slug_of(fiche.titre), code)
    if existing and not unchanged_since_load(existing):
        return CHANGED_BY_HAND
    replaces_data = existing is not None and existing.est_de_donnees
    outcome = save_fiche(fiche, publish=existing is None, code=code)
    if not outcome.changed:
        return "inchangée"
    Metier.objects.filter(pk=outcome.metier.pk).update(
        empreinte=fingerprint(read_fiche(outcome.metier)), chargee_le=timezone.now()
    )
    if replaces_data:
        return "prend la place de la fiche de données"
    return "mise à jour" if existing else "chargée"


def _code_of(path: Path) -> str | None:
    """The code in the file's name, if the catalogue knows it."""
    found = _CODE.fullmatch(path.stem)
    return found[1] if found and DonneesMetier.objects.filter(code=found[1]).exists() else None


# --- Open data -------------------------------------------------------------------------------------------------------


def read_catalogue(data: bytes) -> dict[str, Any]:
    """The file of `build_catalogue`. Raises CatalogueFileError."""
    try:
        catalogue = json.loads(data)
        header = catalogue["entete"]
        wrong = [
            f"{entry['code']} : {fault}"
            for entry in [*catalogue["metiers"], *header["faits"]]
            for fault in _faults(entry, header)
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise CatalogueFileError(f"fichier de build_catalogue attendu ({error!r}).") from None
    if wrong:
        raise CatalogueFileError(f"{wrong[0]}.")
    return catalogue


def _faults(entry: Entry, header: Mapping[str, Any]) -> Iterator[str]:
    """What would not fit the rows: a label that the header lacks, a score that is none."""
    for key, labels in (("interets", "interets"), ("contraintes", "contextes")):
        if not set(entry[key]) <= set(header[labels]):
            yield f"« {key} » a un code sans libellé"
    if entry["domaine"] not in header["domaines"] or entry["domaine"][0] not in header["grands_domaines"]:
        yield f"domaine « {entry['domaine']} » sans libellé"
    etudes = entry["etudes"]
    if etudes and not BEFORE_BAC <= etudes["bac_plus"] <= etudes["bac_plus_max"] <= MAX_BAC_PLUS:
        yield "niveaux d’études hors de l’échelle"
    if "profil" in entry and [entry["profil"].get(cle) in range(101) for cle in CLES] != [True] * len(CLES):
        yield "profil incomplet ou hors de 0–100"


@transaction.atomic
def load_donnees(data: bytes, catalogue: Mapping[str, Any]) -> bool:
    """Write what the data say of every métier, unless this very file is loaded already. Did anything change?"""
    services.lock_catalogue()
    empreinte = sha256(data).hexdigest()
    if ReleveCatalogue.objects.filter(pk=1, empreinte=empreinte).exists():
        return False
    header = catalogue["entete"]
    entries = [*catalogue["metiers"], *header["faits"]]
    _write_labels(header)
    _upsert(DonneesMetier, [_donnees(entry, header["salaire"]["tranches"]) for entry in entries], "code")
    _write_links(DonneesMetier.interets.through, "centreinteret_id", "interets", entries)
    _write_links(DonneesMetier.contextes.through, "contextetravail_id", "contraintes", entries)
    _forget_gone({entry["code"] for entry in entries})
    head = {key: header[key] for key in ("version", "sources", "dimensions", "salaire", "onet")}
    _upsert(ReleveCatalogue, [ReleveCatalogue(pk=1, empreinte=empreinte, entete=head, charge_le=timezone.now())], "id")
    services.catalogue_changed()
    return True


@transaction.atomic
def load_data_fiches(catalogue: Mapping[str, Any]) -> Loaded:
    """Publish a fiche for every métier of the catalogue that has no written one."""
    services.lock_catalogue()
    fiches = {entry["code"]: fiche_of(entry, catalogue["entete"]) for entry in catalogue["metiers"]}
    skills = find_skills(fiches.values())
    known = _known_metiers({slug_of(fiche.titre): code for code, fiche in fiches.items()})
    slugs = set(Metier.objects.values_list("slug", flat=True))
    counts: Counter[str] = Counter()
    left: list[str] = []
    pairs: list[tuple[Metier, doc.Fiche]] = []
    for code, fiche in fiches.items():
        wanted = with_known_names(fiche, skills)
        empreinte = fingerprint(wanted)
        metier = known.get(code)
        if metier is None:
            pairs.append((_new_metier(wanted.titre, code, empreinte, slugs), wanted))
            counts["chargées"] += 1
        elif not metier.est_de_donnees:
            counts["déjà rédigées"] += 1
        elif metier.empreinte == empreinte and not _touched(metier):
            counts["inchangées"] += 1
        elif not unchanged_since_load(metier):
            left.append(metier.titre)
        elif metier.empreinte == empreinte:
            counts["inchangées"] += 1
        else:
            metier.empreinte = empreinte
            pairs.append((metier, wanted))
            counts["mises à jour"] += 1
    if pairs:
        write_fiches(pairs, skills)
        Metier.objects.filter(pk__in=[metier.pk for metier, _ in pairs]).update(chargee_le=timezone.now())
        services.catalogue_changed()
    return Loaded(counts, tuple(left))


def _known_metiers(codes_by_slug: Mapping[str, str]) -> dict[str, Metier]:
    """ROME code → the métier that tells it already. One that an editor wrote under the same title is joined to it."""
    known = {str(metier.donnees_id): metier for metier in Metier.objects.exclude(donnees=None)}
    for metier in Metier.objects.filter(donnees=None, slug__in=codes_by_slug):
        code = codes_by_slug[metier.slug]
        if code not in known:
            metier.donnees_id = code
            metier.save(update_fields=["donnees"])
            known[code] = metier
    return known


def _touched(metier: Metier) -> bool:
    """Was the row written again since it was loaded? Its lists are only read then, or when the file has changed."""
    return metier.chargee_le is None or metier.modifie_le > metier.chargee_le


def _new_metier(titre: str, code: str, empreinte: str, slugs: set[str]) -> Metier:
    slug = slug_of(titre)
    if slug in slugs:
        slug = f"{slug}-{code.lower()}"
    slugs.add(slug)
    return Metier(slug=slug, statut=Statut.PUBLIEE, origine=Origine.DONNEES, donnees_id=code, empreinte=empreinte)


def _donnees(entry: Entry, bands: Sequence[str]) -> DonneesMetier:
    etudes, salaire = entry["etudes"] or {}, entry["salaire"]
    if salaire:
        tranches = list(zip(bands, salaire["repartition"] or (), strict=False))
        salaire = {"mediane": salaire["mediane"], "tranches": tranches}
    return DonneesMetier(
        code=entry["code"],
        libelle=entry["libelle"],
        masculin=entry["titre"]["masculin"],
        feminin=entry["titre"]["feminin"],
        domaine_id=entry["domaine"],
        bac_plus=etudes.get("bac_plus"),
        bac_plus_max=etudes.get("bac_plus_max"),
        riasec=entry["riasec"],
        synonymes=entry["synonymes"],
        figures={key: entry.get(key) for key in _FIGURES} | {"salaire": salaire},
    )


def _write_labels(header: Mapping[str, Any]) -> None:
    for model, key in ((GrandDomaine, "grands_domaines"), (CentreInteret, "interets"), (ContexteTravail, "contextes")):
        _upsert(model, [model(code=code, nom=nom) for code, nom in header[key].items()], "code")
    _upsert(
        Domaine,
        [Domaine(code=code, nom=nom, grand_domaine_id=code[0]) for code, nom in header["domaines"].items()],
        "code",
    )


def _write_links(through: Any, column: str, key: str, entries: Iterable[Entry]) -> None:
    through.objects.all().delete()
    through.objects.bulk_create(
        through(donneesmetier_id=entry["code"], **{column: code}) for entry in entries for code in entry[key]
    )


def _forget_gone(codes: set[str]) -> None:
    """A métier that left the catalogue: its data fiche is withdrawn, and its written one keeps what editors wrote."""
    gone = Metier.objects.exclude(donnees__in=codes).exclude(donnees=None)
    gone.filter(origine=Origine.DONNEES).update(statut=Statut.BROUILLON, modifie_le=timezone.now())
    gone.update(donnees=None)
    DonneesMetier.objects.exclude(code__in=codes).delete()


def _upsert(model: type[models.Model], rows: list[Any], key: str) -> None:
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)
