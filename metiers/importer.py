"""Fiches ⇄ rows. A fiche is written whole or not at all, and writing it again changes nothing."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TypeVar

from django.db import transaction
from django.utils.text import slugify

from metiers import services
from metiers.dimensions import DIMENSIONS
from metiers.fiche_text import FicheTextError
from metiers.fiche_text import document as doc
from metiers.models import (
    Action,
    Competence,
    CompetenceRequise,
    Contrainte,
    EtapeCarriere,
    Experience,
    FamilleOutil,
    GroupeMission,
    Metier,
    NiveauEtude,
    Outil,
    Question,
    Rang,
    SectionFiche,
    SoftSkill,
    Statut,
    TrancheSalaire,
)

T = TypeVar("T", bound=Rang)

# « (e) », « (trice) »: glued to its word, where « Technicien (bâtiment) » tells another métier.
_ENDING = re.compile(r"(?<=\w)\(\w{1,6}\)")

_CHILDREN = (
    "sections",
    "groupes_mission",
    "soft_skills",
    "competences_requises",
    "niveaux",
    "experiences",
    "familles_outil",
    "contraintes",
    "tranches_salaire",
    "etapes_carriere",
    "questions",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: `created`, or `changed` rows, or neither; `emptied` names what the older fiche alone had."""

    metier: Metier
    created: bool
    changed: bool
    emptied: tuple[str, ...] = ()


def slug_of(titre: str) -> str:
    """« Chargé(e) de mission » → charge-de-mission: the address does not spell the feminine ending."""
    titre = _ENDING.sub("", _spell_signs(titre))
    return slugify(doc.fold(titre))[: doc.MAX_TITRE].rstrip("-")


@transaction.atomic
def save_fiche(fiche: doc.Fiche, *, publish: bool = False) -> Outcome:
    """Write a fiche over the métier of the same slug, or as a new draft.

    `publish` publishes it when its profile is complete; a fiche without a complete profile is always a draft.
    """
    services.lock_catalogue()  # two imports at once would both create the same métier or the same skill
    slug = slug_of(fiche.titre)
    metier = Metier.objects.select_for_update().with_fiche().filter(slug=slug).first()
    created = metier is None
    metier = metier or Metier(slug=slug)
    was_published = metier.est_publiee
    skills = _find_skills(fiche)
    fiche = _with_known_names(fiche, skills)
    complete = len(fiche.profil) == len(DIMENSIONS)
    if was_published and not complete:
        raise FicheTextError(
            1, "la fiche publiée perdrait son profil : les cinq notes étaient attendues (ou repassez-la en brouillon)."
        )
    statut = Statut.PUBLIEE if complete and (publish or was_published) else Statut.BROUILLON
    before = doc.Fiche(titre=fiche.titre) if created else read_fiche(metier)
    same = not created and before == fiche
    if same and metier.statut == statut:
        return Outcome(metier, created=False, changed=False)
    metier.statut = statut
    if same:
        metier.save(update_fields=["statut", "modifie_le"])
    else:
        _write(metier, fiche, skills)
    if was_published or metier.est_publiee:
        services.catalogue_changed()
    emptied = [name for name, count in before.counts().items() if count and not fiche.counts()[name]]
    return Outcome(Metier.objects.with_fiche().get(pk=metier.pk), created, changed=True, emptied=tuple(emptied))


def read_fiche(metier: Metier) -> doc.Fiche:
    """The fiche that these rows say, in canonical form. Use `Metier.objects.with_fiche()`."""
    return doc.Fiche(
        titre=metier.titre,
        accroche=metier.accroche,
        profil=tuple(
            doc.NoteDimension(d.cle, getattr(metier, d.cle), getattr(metier, f"{d.cle}_detail"))
            for d in DIMENSIONS
            if getattr(metier, d.cle) is not None
        ),
        sections=_read_sections(metier),
        missions=tuple(
            doc.GroupeMission(groupe.titre, tuple(action.texte for action in groupe.actions.all()))
            for groupe in metier.groupes_mission.all()
            if groupe.titre or groupe.actions.all()
        ),
        soft_skills=tuple(doc.Item(skill.nom, skill.texte) for skill in metier.soft_skills.all()),
        hard_skills=tuple(
            doc.HardSkill(skill.competence.nom, skill.score, _read_words(skill), skill.texte)
            for skill in metier.competences_requises.all()
        ),
        niveaux=tuple(
            doc.Niveau(n.diplome, n.bac_plus, n.ects, n.texte, n.facultatif, n.formations) for n in metier.niveaux.all()
        ),
        experiences=tuple(doc.Item(experience.titre, experience.texte) for experience in metier.experiences.all()),
        outils=tuple(
            doc.FamilleOutil(famille.nom, tuple(outil.nom for outil in famille.outils.all()), famille.texte)
            for famille in metier.familles_outil.all()
        ),
        contraintes=tuple(doc.Item(contrainte.nom, contrainte.texte) for contrainte in metier.contraintes.all()),
        salaires=tuple(
            doc.Tranche(tranche.libelle, tranche.minimum, tranche.maximum) for tranche in metier.tranches_salaire.all()
        ),
        evolution=tuple(etape.texte for etape in metier.etapes_carriere.all()),
        questions=tuple(doc.Question(question.question, question.reponse) for question in metier.questions.all()),
    )


def fingerprint(metier: Metier) -> str:
    """SHA-256 of the fiche that these rows say: equal as long as nobody changed it."""
    return sha256(json.dumps(asdict(read_fiche(metier)), sort_keys=True).encode()).hexdigest()


def _read_words(skill: CompetenceRequise) -> tuple[str, ...]:
    return tuple(mot for mot in map(doc.canonical_name, skill.liste_mots_cles) if mot)


def _read_sections(metier: Metier) -> dict[str, doc.Section]:
    """The prose of each section; where the format has no place after the items, all of it is before them."""
    listed = {"missions": metier.groupes_mission.all(), "salaire": metier.tranches_salaire.all()}
    rows = {row.cle: row for row in metier.sections.all() if row.introduction or row.complement}
    return {
        cle: doc.Section(rows[cle].introduction, rows[cle].complement)
        if listed.get(cle)
        else doc.Section(doc.canonical_prose(f"{rows[cle].introduction}\n\n{rows[cle].complement}"))
        for cle in doc.SECTION_CLES
        if cle in rows
    }


def _find_skills(fiche: doc.Fiche) -> dict[str, Competence]:
    """The Competence rows this fiche needs, by folded name; those not known yet are created."""
    known = {doc.fold(competence.nom): competence for competence in Competence.objects.all()}
    slugs = {competence.slug for competence in known.values()}
    for skill in fiche.hard_skills:
        if doc.fold(skill.nom) not in known:
            slug = free_slug(skill.nom, slugs)
            slugs.add(slug)
            known[doc.fold(skill.nom)] = Competence.objects.create(nom=skill.nom, slug=slug)
    return known


def free_slug(nom: str, taken: set[str]) -> str:
    """A slug for this skill that none of `taken` is: « C », « C++ » and « C# » stay three."""
    base = slugify(doc.fold(_spell_signs(nom)))[:100] or "competence"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _spell_signs(nom: str) -> str:
    """« C++ » and « C# » in letters: a slug would drop their signs, and both would be « c »."""
    return nom.replace("+", " plus ").replace("#", " diese ")


def _with_known_names(fiche: doc.Fiche, skills: dict[str, Competence]) -> doc.Fiche:
    return replace(
        fiche,
        hard_skills=tuple(replace(skill, nom=skills[doc.fold(skill.nom)].nom) for skill in fiche.hard_skills),
    )


def _write(metier: Metier, fiche: doc.Fiche, skills: dict[str, Competence]) -> None:
    metier.titre, metier.accroche = fiche.titre, fiche.accroche
    notes = {note.cle: note for note in fiche.profil}
    for dimension in DIMENSIONS:
        note = notes.get(dimension.cle)
        setattr(metier, dimension.cle, note.score if note else None)
        setattr(metier, f"{dimension.cle}_detail", note.detail if note else "")
    metier.save()
    for name in _CHILDREN:
        getattr(metier, name).all().delete()
    SectionFiche.objects.bulk_create(
        SectionFiche(metier=metier, cle=cle, introduction=section.introduction, complement=section.complement)
        for cle, section in fiche.sections.items()
    )
    _write_groups(metier, fiche)
    _write_list(SoftSkill(metier=metier, nom=item.nom, texte=item.texte) for item in fiche.soft_skills)
    _write_list(
        CompetenceRequise(
            metier=metier,
            competence=skills[doc.fold(skill.nom)],
            score=skill.score,
            mots_cles=", ".join(skill.mots_cles),
            texte=skill.texte,
        )
        for skill in fiche.hard_skills
    )
    _write_list(
        NiveauEtude(
            metier=metier,
            diplome=niveau.diplome,
            bac_plus=niveau.bac_plus,
            ects=niveau.ects,
            texte=niveau.texte,
            facultatif=niveau.facultatif,
            formations=niveau.formations,
        )
        for niveau in fiche.niveaux
    )
    _write_list(Experience(metier=metier, titre=item.nom, texte=item.texte) for item in fiche.experiences)
    _write_list(Contrainte(metier=metier, nom=item.nom, texte=item.texte) for item in fiche.contraintes)
    _write_list(
        TrancheSalaire(metier=metier, libelle=tranche.libelle, minimum=tranche.minimum, maximum=tranche.maximum)
        for tranche in fiche.salaires
    )
    _write_list(EtapeCarriere(metier=metier, texte=texte) for texte in fiche.evolution)
    _write_list(Question(metier=metier, question=item.question, reponse=item.reponse) for item in fiche.questions)


def _write_groups(metier: Metier, fiche: doc.Fiche) -> None:
    groupes = _write_list(GroupeMission(metier=metier, titre=groupe.titre) for groupe in fiche.missions)
    for row, groupe in zip(groupes, fiche.missions, strict=True):
        _write_list(Action(groupe=row, texte=texte) for texte in groupe.actions)
    familles = _write_list(
        FamilleOutil(metier=metier, nom=famille.nom, texte=famille.texte) for famille in fiche.outils
    )
    for parent, famille in zip(familles, fiche.outils, strict=True):
        _write_list(Outil(famille=parent, nom=nom) for nom in famille.outils)


def _write_list(rows: Iterable[T]) -> list[T]:
    """Write rows of one model in this order."""
    ordered = list(rows)
    for ordre, row in enumerate(ordered):
        row.ordre = ordre
    return type(ordered[0])._default_manager.bulk_create(ordered) if ordered else []
