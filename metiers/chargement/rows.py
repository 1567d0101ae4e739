"""Fiches ⇄ rows, many at once. The caller holds the transaction and the lock of the catalogue."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

from django.utils import timezone

from metiers.dimensions import CLES, DIMENSIONS
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
    TrancheSalaire,
)

T = TypeVar("T", bound=Rang)

_CHILDREN = (
    SectionFiche,
    GroupeMission,
    SoftSkill,
    CompetenceRequise,
    NiveauEtude,
    Experience,
    FamilleOutil,
    Contrainte,
    TrancheSalaire,
    EtapeCarriere,
    Question,
)
_TEXTE = ("au_quotidien", "plait", "difficile", "ou")
_COLUMNS = ("titre", "accroche", *_TEXTE, "statut", "origine", "donnees", "empreinte", "modifie_le")


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
            doc.Groupe(groupe.titre, tuple(action.texte for action in groupe.actions.all()))
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
            doc.Famille(famille.nom, tuple(outil.nom for outil in famille.outils.all()), famille.texte)
            for famille in metier.familles_outil.all()
        ),
        contraintes=tuple(doc.Item(contrainte.nom, contrainte.texte) for contrainte in metier.contraintes.all()),
        salaires=tuple(
            doc.Tranche(tranche.libelle, tranche.minimum, tranche.maximum) for tranche in metier.tranches_salaire.all()
        ),
        evolution=tuple(etape.texte for etape in metier.etapes_carriere.all()),
        questions=tuple(
            doc.QuestionReponse(question.question, question.reponse) for question in metier.questions.all()
        ),
        au_quotidien=metier.au_quotidien,
        plait=tuple(metier.plait),
        difficile=tuple(metier.difficile),
        ou=metier.ou,
    )


def fingerprint(fiche: doc.Fiche, skills: Mapping[str, Competence]) -> str:
    """SHA-256 of what a fiche says; `skills`: folded name → row. A skill counts by its slug: renaming one changes no
    fiche."""
    named = (replace(skill, nom=skills[doc.fold(skill.nom)].slug) for skill in fiche.hard_skills)
    fiche = replace(fiche, hard_skills=tuple(named))
    return sha256(json.dumps(fiche, default=_fields, sort_keys=True).encode()).hexdigest()


def stored_fingerprint(metier: Metier) -> str:
    """That of the fiche its rows say: the same as long as nobody changes them. Use `with_fiche()`."""
    asked = (requise.competence for requise in metier.competences_requises.all())
    return fingerprint(read_fiche(metier), {doc.fold(competence.nom): competence for competence in asked})


def _fields(part: Any) -> dict[str, Any]:
    """What part of a fiche says. A text that is not there does not count: fiches loaded before there were any keep
    their fingerprint, or each would look changed by hand."""
    said = {name: getattr(part, name) for name in part.__slots__}
    return {name: value for name, value in said.items() if value or name not in _TEXTE}


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


def write_fiches(pairs: Sequence[tuple[Metier, doc.Fiche]], skills: Mapping[str, Competence]) -> None:
    """Write each fiche over its métier, new or not. `skills`: folded name → row, for every hard skill named."""
    for metier, fiche in pairs:
        _set_columns(metier, fiche)
    _forget_lists([metier.pk for metier, _ in pairs if metier.pk is not None])
    _save([metier for metier, _ in pairs])
    SectionFiche.objects.bulk_create(
        SectionFiche(metier=metier, cle=cle, introduction=section.introduction, complement=section.complement)
        for metier, fiche in pairs
        for cle, section in fiche.sections.items()
    )
    _write_groups(pairs)
    lists: dict[type[Rang], list[Any]] = defaultdict(list)
    for metier, fiche in pairs:
        for rows in _lists(metier, fiche, skills):
            lists[type(rows[0])] += rows
    for listed, found in lists.items():
        listed._default_manager.bulk_create(found)


def _forget_lists(known: Sequence[int]) -> None:
    """What these métiers said; a new one said nothing."""
    if known:
        for model in _CHILDREN:
            model._default_manager.filter(metier__in=known).delete()


def _set_columns(metier: Metier, fiche: doc.Fiche) -> None:
    metier.titre, metier.accroche = fiche.titre, fiche.accroche
    metier.au_quotidien, metier.ou = fiche.au_quotidien, fiche.ou
    metier.plait, metier.difficile = list(fiche.plait), list(fiche.difficile)
    notes = {note.cle: note for note in fiche.profil}
    for cle in CLES:
        note = notes.get(cle)
        setattr(metier, cle, note.score if note else None)
        setattr(metier, f"{cle}_detail", note.detail if note else "")


def _save(metiers: Sequence[Metier]) -> None:
    known = [metier for metier in metiers if metier.pk is not None]
    for metier in known:
        metier.modifie_le = timezone.now()
    Metier.objects.bulk_update(known, [*_COLUMNS, *CLES, *(f"{cle}_detail" for cle in CLES)], batch_size=100)
    Metier.objects.bulk_create([metier for metier in metiers if metier.pk is None])


def _lists(metier: Metier, fiche: doc.Fiche, skills: Mapping[str, Competence]) -> list[list[Any]]:
    """The ordered lists that hold nothing themselves; only those with something in them."""
    found: list[list[Any]] = [
        _numbered(SoftSkill(metier=metier, nom=item.nom, texte=item.texte) for item in fiche.soft_skills),
        _numbered(
            CompetenceRequise(
                metier=metier,
                competence=skills[doc.fold(skill.nom)],
                score=skill.score,
                mots_cles=", ".join(skill.mots_cles),
                texte=skill.texte,
            )
            for skill in fiche.hard_skills
        ),
        _numbered(
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
        ),
        _numbered(Experience(metier=metier, titre=item.nom, texte=item.texte) for item in fiche.experiences),
        _numbered(Contrainte(metier=metier, nom=item.nom, texte=item.texte) for item in fiche.contraintes),
        _numbered(
            TrancheSalaire(metier=metier, libelle=tranche.libelle, minimum=tranche.minimum, maximum=tranche.maximum)
            for tranche in fiche.salaires
        ),
        _numbered(EtapeCarriere(metier=metier, texte=texte) for texte in fiche.evolution),
        _numbered(Question(metier=metier, question=item.question, reponse=item.reponse) for item in fiche.questions),
    ]
    return [rows for rows in found if rows]


def _write_groups(pairs: Sequence[tuple[Metier, doc.Fiche]]) -> None:
    """What holds lists of its own: its row first, so that they can name it."""
    groupes = [
        (row, groupe.actions)
        for metier, fiche in pairs
        for row, groupe in zip(
            _numbered(GroupeMission(metier=metier, titre=groupe.titre) for groupe in fiche.missions),
            fiche.missions,
            strict=True,
        )
    ]
    GroupeMission.objects.bulk_create([row for row, _ in groupes])
    Action.objects.bulk_create(
        action for row, textes in groupes for action in _numbered(Action(groupe=row, texte=texte) for texte in textes)
    )
    familles = [
        (row, famille.outils)
        for metier, fiche in pairs
        for row, famille in zip(
            _numbered(FamilleOutil(metier=metier, nom=famille.nom, texte=famille.texte) for famille in fiche.outils),
            fiche.outils,
            strict=True,
        )
    ]
    FamilleOutil.objects.bulk_create([row for row, _ in familles])
    Outil.objects.bulk_create(
        outil for row, noms in familles for outil in _numbered(Outil(famille=row, nom=nom) for nom in noms)
    )


def _numbered(rows: Iterable[T]) -> list[T]:
    """Rows of one list, in this order."""
    ordered = list(rows)
    for ordre, row in enumerate(ordered):
        row.ordre = ordre
    return ordered
