"""All that is stored of one passation, in words: what « Mes données » shows on the page and on paper. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from metiers.chiffres import decimal
from metiers.dimensions import CLES, PAR_CLE
from quiz.accord import RATINGS
from quiz.instantane import Instantane, from_json
from quiz.wording import long_date, quoted

Json = Mapping[str, Any]
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A part of the inventory: `lignes`, (what, its value); `rien`: what is said when there is none."""

    titre: str
    lignes: tuple[Line, ...]
    rien: str = ""


def inventory(data: Json, filtres: Sequence[str]) -> list[Rubrique]:
    """`data`: an export of a passation (`export.export`); `filtres`: its wishes in words."""
    return [
        Rubrique("Tes priorités", tuple(_priorities(data)), "Pas encore données."),
        Rubrique("Tes choix entre les phrases", tuple(_picks(data)), "Aucun."),
        Rubrique("Ce qui te ressemble, ce que tu refuses", tuple(("", one) for one in filtres), "Rien de coché."),
        Rubrique(
            "Tes compétences",
            tuple((one["competence"], _level(one["niveau"])) for one in data["competences"]),
            "Aucune située.",
        ),
        *(Rubrique(f"Résultat {one['numero']}", tuple(_result(one))) for one in data["resultats"]),
        Rubrique("Le reste", tuple(_rest(data))),
    ]


def _priorities(data: Json) -> Iterator[Line]:
    given = data["priorites"]
    if any(value is not None for value in given.values()):
        yield from ((PAR_CLE[cle].label, _out_of_10(given[cle])) for cle in CLES)
        yield "Répondu très vite", "oui" if data["repondue_tres_vite"] else "non"


def _picks(data: Json) -> Iterator[Line]:
    for one in data["phrases"]:
        yield (
            f"Écran {one['ecran']}",
            f"le plus\u00a0: {quoted(one['le_plus'])}, le moins\u00a0: {quoted(one['le_moins'])}",
        )


def _result(data: Json) -> Iterator[Line]:
    kept = from_json(data["contenu"])
    titres = {piste.slug: piste.titre for piste in kept.kept}
    yield "Gardé le", _moment(data["garde_le"])
    yield "Priorités", ", ".join(f"{PAR_CLE[cle].label.lower()} {kept.importances[cle]}" for cle in CLES)
    if kept.filtres:
        yield "Filtres", ", ".join(kept.filtres)
    if kept.niveaux:
        yield "Compétences", ", ".join(f"{one.nom} ({_level(one.niveau)})" for one in kept.niveaux)
    yield "Pistes", _pistes(kept) or "aucune"
    for carnet in data["carnets"]:
        titre = titres.get(carnet["metier"], carnet["metier"])
        yield from ((f"{titre}\u00a0: plan", _step(step)) for step in carnet["plan"])
        yield from (
            (f"{titre}\u00a0: {title}", carnet[name])
            for name, title in (
                ("ressemble", "ce qui me ressemble"),
                ("etonne", "ce qui m’étonne"),
                ("verifier", "ce que je veux vérifier"),
            )
            if carnet[name]
        )
    for slug, rating in (data["sans_les_noms"] or {}).items():
        place = data["places_sans_les_noms"][slug]
        yield "Sans les noms", f"{titres.get(slug, slug)} (place {place})\u00a0: {RATINGS[rating].lower()}"
    yield from (("Lien de partage", _share(one, titres)) for one in data["partages"])
    if data["pdf_gardes"]:
        yield "PDF déjà demandés", str(data["pdf_gardes"])


def _pistes(kept: Instantane) -> str:
    return " · ".join(
        f"{piste.place}.\u00a0{piste.titre} ({decimal(piste.index)})"
        if piste.place
        else f"{piste.titre} ({decimal(piste.index)})"
        for piste in kept.kept
    )


def _step(step: Json) -> str:
    when = f", {long_date(date.fromisoformat(step['le']))}" if step["le"] else ""
    note = f"\u00a0: {step['note']}" if step["note"] else ""
    return f"{step['genre']}{when}{' (fait)' if step['faite'] else ''}{note}"


def _share(share: Json, titres: Mapping[str, str]) -> str:
    what = titres.get(share["rapport"], share["rapport"]) if share["rapport"] else "les pistes"
    skills = "avec" if share["avec_competences"] else "sans"
    times = share["fois_ouvert"]
    opened = (
        f"ouvert {times} fois, la dernière le {long_date(date.fromisoformat(share['ouvert_le']))}"
        if times
        else "jamais ouvert"
    )
    return (
        f"{what}, {skills} les compétences, créé le {_moment(share['cree_le'])}, lisible jusqu’au "
        f"{_moment(share['lisible_jusqu_au'])}\u202f; "
        f"{opened}"
    )


def _rest(data: Json) -> Iterator[Line]:
    yield "Commencé le", _moment(data["commencee_le"])
    yield "Dernier changement le", _moment(data["modifiee_le"])
    if data["terminee_le"]:
        yield "Fini le", _moment(data["terminee_le"])
    yield "Effacé au plus tard le", _moment(data["effacee_au_plus_tard_le"])
    if data["version_methode"]:
        yield "Versions", f"méthode {data['version_methode']}, catalogue {data['version_catalogue']}"
    yield "Ton code", "son empreinte, qui ne permet pas de le retrouver"


def _out_of_10(value: int | None) -> str:
    return "pas encore donnée" if value is None else f"{value} sur 10"


def _level(level: int | None) -> str:
    return "je ne sais pas" if level is None else f"{level} sur 100"


def _moment(said: str) -> str:
    moment = datetime.fromisoformat(said)
    return f"{long_date(moment.date())}, {moment.hour}\u00a0h\u00a0{moment.minute:02}"
