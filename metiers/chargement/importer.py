"""A written fiche → rows: whole or not at all, and writing it again changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from metiers import services
from metiers.chargement.rows import read_fiche, write_fiches
from metiers.dimensions import DIMENSIONS
from metiers.fiche_text import FicheTextError
from metiers.fiche_text import document as doc
from metiers.francais.inclusif import one_form, title_key
from metiers.models import RESERVED_SLUGS, Competence, Metier, Origine, Statut

__all__ = ["Outcome", "find_skills", "free_slug", "save_fiche", "slug_of", "with_known_names"]

_LONGEST_BEFORE_CODE = 110


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: `created`, or `changed` rows, or neither; `emptied` names what the older fiche alone had."""

    metier: Metier
    created: bool
    changed: bool
    emptied: tuple[str, ...] = ()


def slug_of(titre: str) -> str:
    """« Chargé(e) de mission », « Chargé / Chargée de mission » → charge-de-mission: the address spells one gender."""
    return slugify(one_form(_spell_signs(titre)))[: doc.MAX_TITRE].rstrip("-")


@transaction.atomic
def save_fiche(fiche: doc.Fiche, *, publish: bool = False, code: str | None = None) -> Outcome:
    """Write a fiche over the métier of this ROME code, else over the one of the same name, else as a new draft.

    `publish` publishes it when its profile is complete; a fiche without a complete profile is always a draft. A data
    fiche that it changes is a written one from then on.
    """
    services.lock_catalogue()  # two imports at once would both create the same métier or the same skill
    slug = slug_of(fiche.titre)
    if slug in RESERVED_SLUGS:
        raise FicheTextError(
            1, f"« {fiche.titre} » donnerait l'adresse d'une autre page : un autre titre était attendu."
        )
    found = find_metier(fiche.titre, code)
    metier = found or Metier(slug=_free_address(slug, code))
    was_published = metier.est_publiee
    skills = find_skills([fiche])
    fiche = with_known_names(fiche, skills)
    complete = len(fiche.profil) == len(DIMENSIONS)
    if was_published and not complete:
        raise FicheTextError(
            1, "la fiche publiée perdrait son profil : les cinq notes étaient attendues (ou repassez-la en brouillon)."
        )
    before = read_fiche(metier) if found else doc.Fiche(titre=fiche.titre)
    state = (metier.statut, metier.origine, metier.donnees_id)
    metier.statut = Statut.PUBLIEE if complete and (publish or was_published) else Statut.BROUILLON
    metier.origine = metier.origine if before == fiche else Origine.REDIGEE
    metier.donnees_id = code or metier.donnees_id
    if found and before == fiche and state == (metier.statut, metier.origine, metier.donnees_id):
        return Outcome(metier, created=False, changed=False)
    if found and before == fiche:
        metier.save(update_fields=["statut", "origine", "donnees", "modifie_le"])
    else:
        write_fiches([(metier, fiche)], skills)
    if was_published or metier.est_publiee:
        services.catalogue_changed()
    emptied = [name for name, count in before.counts().items() if count and not fiche.counts()[name]]
    return Outcome(
        Metier.objects.with_fiche().get(pk=metier.pk), created=not found, changed=True, emptied=tuple(emptied)
    )


def find_metier(titre: str, code: str | None) -> Metier | None:
    """The métier a fiche is about, with its fiche, locked: that of its code, of its address, or of its title in another
    spelling (« Infirmière » is the métier « Infirmier(ère) »). One that has another code is another métier, even under
    the same name."""
    metiers = Metier.objects.select_for_update().with_fiche()
    by_code = metiers.filter(donnees=code).first() if code else None
    if by_code:
        return by_code
    others = metiers.filter(donnees=None) if code else metiers
    return others.filter(slug=slug_of(titre)).first() or others.filter(pk__in=_called(titre, others)[:1]).first()


def _called(titre: str, metiers: QuerySet[Metier]) -> list[int]:
    """Those of this title in any spelling, the oldest first."""
    key = title_key(titre)
    titles = metiers.order_by("pk").values_list("pk", "titre") if key else ()
    return [pk for pk, other in titles if title_key(other) == key]


def _free_address(slug: str, code: str | None) -> str:
    """The slug; with the code behind it when another métier of this name has it."""
    if code and Metier.objects.filter(slug=slug).exists():
        return address_with_code(slug, code)
    return slug


def address_with_code(slug: str, code: str) -> str:
    """For a métier whose name another one has too."""
    return f"{slug[:_LONGEST_BEFORE_CODE]}-{code.lower()}"


def find_skills(fiches: Iterable[doc.Fiche]) -> dict[str, Competence]:
    """The Competence rows by folded name, those not known yet created. One that an editor renamed is found by its slug,
    which is that of its first name."""
    known = {doc.fold(competence.nom): competence for competence in Competence.objects.all()}
    slugs = {competence.slug for competence in known.values()}
    renamed = {one.slug: one for one in known.values() if _first_slug(one.nom) != one.slug}
    new = []
    for skill in (skill for fiche in fiches for skill in fiche.hard_skills):
        name, first_slug = doc.fold(skill.nom), _first_slug(skill.nom)
        if name not in known and first_slug in renamed:
            known[name] = renamed[first_slug]
        elif name not in known:
            known[name] = Competence(nom=skill.nom, slug=free_slug(skill.nom, slugs))
            slugs.add(known[name].slug)
            new.append(known[name])
    Competence.objects.bulk_create(new)
    return known


def free_slug(nom: str, taken: set[str]) -> str:
    """A slug for this skill that none of `taken` is: « C », « C++ » and « C# » stay three."""
    base = _first_slug(nom)
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


@lru_cache(maxsize=1024)  # loading the catalogue asks of some ninety skills again and again
def _first_slug(nom: str) -> str:
    return slugify(doc.fold(_spell_signs(nom)))[:100] or "competence"


def _spell_signs(nom: str) -> str:
    """« C++ » and « C# » in letters: a slug would drop their signs, and both would be « c »."""
    return nom.replace("+", " plus ").replace("#", " diese ")


def with_known_names(fiche: doc.Fiche, skills: Mapping[str, Competence]) -> doc.Fiche:
    names = [skills[doc.fold(skill.nom)].nom for skill in fiche.hard_skills]
    if names == [skill.nom for skill in fiche.hard_skills]:
        return fiche
    named = (replace(skill, nom=nom) for skill, nom in zip(fiche.hard_skills, names, strict=True))
    return replace(fiche, hard_skills=tuple(named))
