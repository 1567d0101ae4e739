"""fixtures/ → rows: the catalogue of open data, then the written fiches. Loading the same files again changes nothing.

What the data say of a métier (`DonneesMetier`) always follows the file. A fiche follows it only as long as nobody has
changed it: the fingerprint of what was loaded tells.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from metiers import services
from metiers.catalogue.fiche import fiche_of
from metiers.catalogue.publication import key_of
from metiers.chargement.importer import (
    address_with_code,
    find_metier,
    find_skills,
    save_fiche,
    slug_of,
    with_known_names,
)
from metiers.chargement.rows import fingerprint, stored_fingerprint, write_fiches
from metiers.dimensions import CLES
from metiers.fiche_text import document as doc
from metiers.francais.inclusif import title_key
from metiers.models import (
    AncienneAdresse,
    CentreInteret,
    Competence,
    ContexteTravail,
    Domaine,
    DonneesMetier,
    GrandDomaine,
    Metier,
    Origine,
    ReleveCatalogue,
    Statut,
)
from metiers.provenance import origines
from metiers.search.entries import MOTS_APART
from metiers.textes import Texte
from metiers.textes.fiche import with_texte

Entry = Mapping[str, Any]
Textes = Mapping[str, Texte]  # by key of `DonneesMetier`
_FIGURES = (
    "profil",
    "facettes",
    "erreur",
    "estime",
    "elements",
    "etudes",
    "experience",
    "heures",
    "provenance",
    "proches",
    "interets_principaux",
    "teletravail_possible",
    "mots",
    "autres_noms",
    "famille",
)
_HEADER = ("sources", "recettes", "dimensions", "onet")


class CatalogueFileError(ValueError):
    """The catalogue's file is not one that `build_catalogue` wrote."""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """The file, read and checked: what the data know of each métier (`entries`); by key, the fiche of each that has
    figures, the address it should have, and what else students call it (`comme`)."""

    empreinte: str
    header: dict[str, Any]
    entries: tuple[Entry, ...]
    fiches: dict[str, doc.Fiche]
    adresses: dict[str, str]
    comme: dict[str, tuple[str, ...]]


class Fate(Enum):
    """What became of a fiche of fixtures/."""

    LOADED = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    REPLACES_DATA = auto()  # a written fiche took the place of the data fiche
    WRITTEN_ALREADY = auto()  # the métier of a data fiche has a written one
    CHANGED_BY_HAND = auto()  # imported or edited since: left as it is


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the data fiches: how many of each, and the titles of those left as somebody changed them."""

    counts: Counter[Fate]
    left: tuple[str, ...]


def loaded_print() -> str:
    """The SHA-256 of the catalogue that is loaded, empty if none is."""
    return ReleveCatalogue.objects.filter(pk=1).values_list("empreinte", flat=True).first() or ""


def read_catalogue(data: bytes, textes: Textes, loaded: str = "") -> CatalogueFile:
    """The file of `build_catalogue`, with what the texts say of its métiers. Raises CatalogueFileError, in French,
    before anything is written. What was checked when it was `loaded` (its SHA-256) is not checked again at each
    start."""
    code = ""
    empreinte = _print_of(data, textes)
    try:
        catalogue = json.loads(data)
        header = catalogue["entete"]
        entries = (*catalogue["metiers"], *header["faits"])
        fiches, adresses = {}, {}
        comme = {code: texte.comme for code, texte in textes.items() if texte.comme}
        for entry in entries:
            code = _key(entry)
            texte = textes.get(code)
            if empreinte != loaded:
                _check(entry, _donnees(entry, header, comme.get(code, ())), header)
            if "profil" in entry:
                fiches[code] = _checked(with_texte(fiche_of(entry, header), texte, data=True))
                adresses[code] = entry.get("adresse") or slug_of(fiches[code].titre)
        code = ""
        if len({_key(entry) for entry in entries}) < len(entries):
            raise ValueError("un code s’y trouve deux fois")
        twice = [adresse for adresse, count in Counter(adresses.values()).items() if count > 1]
        if twice:
            raise ValueError(f"deux métiers à l’adresse « {twice[0]} »")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        where = f"{code} : " if code else ""
        raise CatalogueFileError(f"{where}fichier de build_catalogue attendu ({_reason(error)}).") from None
    return CatalogueFile(empreinte, header, entries, fiches, adresses, comme)


def _key(entry: Entry) -> str:
    return key_of(entry["code"], entry.get("ogr", ""))


def _print_of(data: bytes, textes: Textes) -> str:
    """SHA-256 of all that the rows of the data are made of."""
    called = sorted((code, texte.comme) for code, texte in textes.items() if texte.comme)
    return sha256(data + (json.dumps(called).encode() if called else b"")).hexdigest()


def _checked(fiche: doc.Fiche) -> doc.Fiche:
    if not 0 < len(fiche.titre) <= doc.MAX_TITRE:
        raise ValueError("un titre vide ou trop long")
    if not all(skill.score in range(101) for skill in fiche.hard_skills):
        raise ValueError("une compétence hors de 0–100")
    if [note.score in range(101) for note in fiche.profil] != [True] * len(CLES):
        raise ValueError("une note hors de 0–100")
    return fiche


def _reason(error: Exception) -> str:
    return f"il manque {error}" if isinstance(error, KeyError) else str(error)


def _donnees(entry: Entry, header: Mapping[str, Any], comme: Iterable[str]) -> DonneesMetier:
    """The row of one métier. `comme`: what else students call it."""
    etudes, salaire = entry["etudes"] or {}, entry["salaire"]
    if salaire:
        tranches = list(zip(header["salaire"]["tranches"], salaire["repartition"] or (), strict=False))
        familles = [header["familles"][fap] for fap in salaire["familles"] if fap in header["familles"]]
        salaire = {"mediane": salaire["mediane"], "tranches": tranches, "familles": familles}
    return DonneesMetier(
        code=_key(entry),
        libelle=entry["libelle"],
        masculin=entry["titre"]["masculin"],
        feminin=entry["titre"]["feminin"],
        domaine_id=entry["domaine"],
        bac_plus=etudes.get("bac_plus"),
        bac_plus_max=etudes.get("bac_plus_max"),
        riasec=entry["riasec"],
        synonymes=entry["synonymes"],
        figures={key: entry.get(key) for key in _FIGURES} | {"salaire": salaire, "mots": _words(entry["mots"], comme)},
    )


def _check(entry: Entry, donnees: DonneesMetier, header: Mapping[str, Any]) -> None:
    """Does the header know the labels of this métier, and can its figures be told? KeyError or ValueError."""
    for key, labels in (("interets", "interets"), ("contraintes", "contextes")):
        for code in entry[key]:
            header[labels][code]
    header["grands_domaines"][entry["domaine"][0]], header["domaines"][entry["domaine"]]
    entry["heures"]["demandees"], entry["heures"]["connues"]  # so that refusals can be told
    if donnees.figures["profil"]:
        origines(donnees.figures, header)  # so that « d’où vient ce chiffre ? » can be told
    if not all(isinstance(synonyme, str) for synonyme in donnees.synonymes):
        raise ValueError("un synonyme qui n’est pas un texte")
    if not donnees.levels_are_ordered():
        raise ValueError("des niveaux d’études hors de l’échelle")


def _words(mots: str, comme: Iterable[str]) -> str:
    """What students call a métier: the words of the catalogue, then those of its text that are not among them."""
    known = [mot for mot in mots.split(MOTS_APART) if mot]
    return MOTS_APART.join({doc.fold(mot): mot for mot in (*comme, *known)}.values())


# --- What the data know ----------------------------------------------------------------------------------------------


@transaction.atomic
def load_donnees(catalogue: CatalogueFile) -> bool:
    """Write what the data say of every métier, unless this very file is loaded already. Did anything change?"""
    services.lock_catalogue()
    if ReleveCatalogue.objects.filter(pk=1, empreinte=catalogue.empreinte).exists():
        return False
    _write_labels(catalogue.header)
    comme = catalogue.comme
    donnees = [_donnees(entry, catalogue.header, comme.get(_key(entry), ())) for entry in catalogue.entries]
    _upsert(DonneesMetier, donnees, "code")
    _write_links(DonneesMetier.interets.through, "centreinteret_id", "interets", catalogue.entries)
    _write_links(DonneesMetier.contextes.through, "contextetravail_id", "contraintes", catalogue.entries)
    _forget_gone({row.code for row in donnees})
    head = {key: catalogue.header[key] for key in _HEADER}
    releve = ReleveCatalogue(pk=1, empreinte=catalogue.empreinte, entete=head, charge_le=timezone.now())
    _upsert(ReleveCatalogue, [releve], "id")
    services.catalogue_changed()
    return True


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
        through(donneesmetier_id=_key(entry), **{column: code}) for entry in entries for code in entry[key]
    )


def _forget_gone(codes: set[str]) -> None:
    """Métiers that left the catalogue: a data fiche nobody changed goes with its data, any other stays as it is."""
    gone = Metier.objects.exclude(donnees__in=codes).exclude(donnees=None)
    data = gone.filter(origine=Origine.DONNEES).with_fiche()
    Metier.objects.filter(pk__in=[metier.pk for metier in data if _follows_its_file(metier)]).delete()
    gone.update(donnees=None, modifie_le=timezone.now())
    DonneesMetier.objects.exclude(code__in=codes).delete()


def _upsert(model: type[models.Model], rows: Sequence[Any], key: str) -> None:
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)


# --- Written fiches --------------------------------------------------------------------------------------------------


@transaction.atomic
def load_written(fiche: doc.Fiche, code: str | None) -> tuple[Fate, bool]:
    """A fiche of fixtures/fiches/ about the métier `code`: what became of it, and whether the catalogue knows that
    code (or none was given). Raises FicheTextError."""
    services.lock_catalogue()  # before any row, in the order of every other writer
    known = code if DonneesMetier.objects.filter(code=code).exists() else None
    return _load_written(fiche, known), known == code


def _load_written(fiche: doc.Fiche, code: str | None) -> Fate:
    existing = find_metier(fiche.titre, code)
    if existing and not _follows_its_file(existing):
        return Fate.CHANGED_BY_HAND
    if existing and _says(existing, fiche, code):
        return Fate.UNCHANGED
    replaces_data = existing is not None and existing.est_de_donnees
    outcome = save_fiche(fiche, publish=existing is None, code=code)
    if not outcome.changed:
        return Fate.UNCHANGED
    Metier.objects.filter(pk=outcome.metier.pk).update(
        empreinte=stored_fingerprint(outcome.metier), chargee_le=timezone.now()
    )
    if replaces_data:
        return Fate.REPLACES_DATA
    return Fate.UPDATED if existing else Fate.LOADED


def _says(metier: Metier, fiche: doc.Fiche, code: str | None) -> bool:
    """Was this very fiche loaded over this métier? Then nothing is read again to write nothing."""
    skills = {doc.fold(requise.competence.nom): requise.competence for requise in metier.competences_requises.all()}
    known = all(doc.fold(skill.nom) in skills for skill in fiche.hard_skills)
    joined = metier.donnees_id == (code or metier.donnees_id) and not metier.est_de_donnees
    return known and joined and metier.empreinte == fingerprint(with_known_names(fiche, skills), skills)


# --- Data fiches -----------------------------------------------------------------------------------------------------


@transaction.atomic
def load_data_fiches(catalogue: CatalogueFile) -> Loaded:
    """Publish a fiche for every métier of the catalogue that has no written one."""
    services.lock_catalogue()
    changed = _join_written(catalogue.fiches)
    skills = find_skills(catalogue.fiches.values())
    wanted = {code: with_known_names(fiche, skills) for code, fiche in catalogue.fiches.items()}
    known = list(Metier.objects.filter(donnees__in=wanted))
    untouched = [metier for metier in known if metier.est_de_donnees and not _touched(metier)]  # before any is written
    pairs, loaded = _outdated(wanted, known, skills, catalogue.adresses)
    if pairs:
        write_fiches(pairs, skills)
        Metier.objects.filter(pk__in=[metier.pk for metier, _ in pairs]).update(chargee_le=timezone.now())
    moved = _move(catalogue.adresses, untouched)
    if pairs or changed or moved:
        services.catalogue_changed()
    return loaded


def _join_written(fiches: Mapping[str, doc.Fiche]) -> bool:
    """Join fiches that editors wrote under the title of a métier nobody tells yet, however its gender is written. Was
    there any?"""
    alone = list(Metier.objects.filter(donnees=None).order_by("pk"))
    if not alone:
        return False
    told = set(Metier.objects.exclude(donnees=None).values_list("donnees", flat=True))
    free = {title_key(fiche.titre): code for code, fiche in fiches.items() if code not in told}
    found = []
    for metier in alone:
        code = free.pop(title_key(metier.titre), None)
        if code:
            metier.donnees_id, metier.modifie_le = code, timezone.now()
            found.append(metier)
    Metier.objects.bulk_update(found, ["donnees", "modifie_le"])
    return bool(found)


def _outdated(
    wanted: Mapping[str, doc.Fiche],
    metiers: Iterable[Metier],
    skills: Mapping[str, Competence],
    adresses: Mapping[str, str],
) -> tuple[list[tuple[Metier, doc.Fiche]], Loaded]:
    """The fiches to write, new or behind their file; those that somebody changed are told and left."""
    known = {str(metier.donnees_id): metier for metier in metiers}
    prints = {code: fingerprint(fiche, skills) for code, fiche in wanted.items()}
    doubtful = [m.pk for code, m in known.items() if m.est_de_donnees and (m.empreinte != prints[code] or _touched(m))]
    compared = Metier.objects.with_fiche().in_bulk(doubtful)
    slugs = set(Metier.objects.values_list("slug", flat=True))
    counts: Counter[Fate] = Counter()
    left: list[str] = []
    pairs: list[tuple[Metier, doc.Fiche]] = []
    for code, fiche in wanted.items():
        metier = known.get(code)
        if metier is None:
            pairs.append((_new_metier(adresses[code], code, prints[code], slugs), fiche))
            counts[Fate.LOADED] += 1
        elif not metier.est_de_donnees:
            counts[Fate.WRITTEN_ALREADY] += 1
        elif metier.pk in compared and not _follows_its_file(compared[metier.pk]):
            left.append(metier.titre)
        elif metier.empreinte == prints[code]:
            counts[Fate.UNCHANGED] += 1
        else:
            metier.empreinte = prints[code]
            pairs.append((metier, fiche))
            counts[Fate.UPDATED] += 1
    return pairs, Loaded(counts, tuple(left))


def _touched(metier: Metier) -> bool:
    """Was the row written again since it was loaded? Its lists are only read then, or when the file has changed."""
    return metier.chargee_le is None or metier.modifie_le > metier.chargee_le


def _follows_its_file(metier: Metier) -> bool:
    """Are its rows those that were loaded? Use `with_fiche()`."""
    return metier.empreinte == stored_fingerprint(metier)


def _move(adresses: Mapping[str, str], untouched: Iterable[Metier]) -> bool:
    """Give untouched data fiches the address that the file gives them now; the one they had leads there. Did any move?

    An address that is taken, or that an editor wrote, stays."""
    taken = set(Metier.objects.values_list("slug", flat=True))
    moved = []
    for metier in untouched:
        code = str(metier.donnees_id)
        slug = adresses[code]
        if metier.slug in {slug, address_with_code(slug, code)} or slug in taken:
            continue
        moved.append(AncienneAdresse(slug=metier.slug, metier=metier))
        metier.slug = slug
        taken.add(slug)
    AncienneAdresse.objects.filter(slug__in=[old.metier.slug for old in moved]).delete()
    _upsert(AncienneAdresse, moved, "slug")
    Metier.objects.bulk_update([old.metier for old in moved], ["slug"])
    return bool(moved)


def _new_metier(adresse: str, code: str, empreinte: str, slugs: set[str]) -> Metier:
    slug = address_with_code(adresse, code) if adresse in slugs else adresse
    slugs.add(slug)
    return Metier(slug=slug, statut=Statut.PUBLIEE, origine=Origine.DONNEES, donnees_id=code, empreinte=empreinte)
