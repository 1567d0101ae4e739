"""What is stored of a passation, in words: what « Mes données » shows on the page and on paper, part by part. Pure: an
export in, or that of one result, with the names that métiers have (`titres`, by slug)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from metiers.dimensions import CLES, PAR_CLE
from metiers.francais.chiffres import decimal
from metiers.francais.phrases import long_date, quoted
from quiz.methode.statements import TEXTES
from quiz.rapport.rubrique import Line, Rubrique
from quiz.rapport.wording import PENSEES, filter_in_words
from quiz.resultat.accord import RATINGS
from quiz.resultat.instantane import Instantane

Json = Mapping[str, Any]
Titres = Mapping[str, str]


def answers(data: Json, filtres: Sequence[str]) -> Iterator[Rubrique]:
    """`filtres`: the wishes of the passation in words."""
    yield Rubrique("Tes priorités", tuple(_priorities(data)), "Pas encore données.")
    yield Rubrique("Tes choix entre les phrases", tuple(_picks(data)), "Aucun.")
    yield Rubrique("Ce qui te ressemble, ce que tu refuses", tuple(("", one) for one in filtres), "Rien de coché.")
    levels = tuple((one["competence"], _level(one["niveau"])) for one in data["competences"])
    yield Rubrique("Tes compétences", levels, "Aucune située.")


def _priorities(data: Json) -> Iterator[Line]:
    given = data["priorites"]
    if any(value is not None for value in given.values()):
        yield from ((PAR_CLE[cle].label, _out_of_10(given[cle])) for cle in CLES)
        yield "Répondu très vite", "oui" if data["repondue_tres_vite"] else "non"
        yield "Essayées sur le classement, puis gardées", "oui" if data["essayees_sur_le_classement"] else "non"


def _picks(data: Json) -> Iterator[Line]:
    for one in data["phrases"]:
        yield f"Écran {one['ecran']}", _most_and_least(one["le_plus"], one["le_moins"])


def _pick(plus: str, moins: str) -> str:
    return _most_and_least(TEXTES.get(plus, plus), TEXTES.get(moins, moins))


def _most_and_least(most: str, least: str) -> str:
    return f"le plus\u00a0: {quoted(most)}, le moins\u00a0: {quoted(least)}"


def result(data: Json, kept: Instantane) -> Iterator[Line]:
    yield "Gardé le", _moment(data["garde_le"])
    yield "Versions", f"méthode {kept.methode.version}, catalogue {kept.catalogue}"
    yield "Priorités", _by_dimension(kept.importances)
    if kept.elicited:
        yield "Proposées par tes choix", _by_dimension(kept.elicited)
    yield "Façon de répondre", _manner(kept)
    if kept.choix:
        yield "Choix entre les phrases", " · ".join(_pick(*pick) for pick in kept.choix.values())
    if kept.filtres:
        yield "Filtres", "\u202f; ".join(filter_in_words(one) for one in kept.filtres)
    if kept.niveaux:
        yield "Compétences", ", ".join(f"{one.nom} ({_level(one.niveau)})" for one in kept.niveaux)
    yield "Pistes", _pistes(kept) or "aucune"
    if kept.entrees:
        yield "Tout près", " · ".join(seuil.titre for seuil in kept.entrees)
    if kept.autrement:
        yield "Pour voir autre chose", kept.autrement[1]


def plans(data: Json, titres: Titres) -> Iterator[Line]:
    for carnet in data["carnets"]:
        titre = titres.get(carnet["metier"], carnet["metier"])
        yield from ((f"{titre}\u00a0: plan", _step(step)) for step in carnet["plan"])
        yield from (
            (f"{titre}\u00a0: {title[:1].lower()}{title[1:]}", carnet[name])
            for name, title in PENSEES.items()
            if carnet[name]
        )


def blind_check(data: Json, titres: Titres) -> Iterator[Line]:
    for slug, rating in (data["sans_les_noms"] or {}).items():
        place = data["places_sans_les_noms"][slug]
        yield "Sans les noms", f"{titres.get(slug, slug)} (place {place})\u00a0: {RATINGS[rating].lower()}"


def shares(data: Json, titres: Titres) -> Iterator[Line]:
    return (("Lien de partage", _share(one, titres)) for one in data["partages"])


def documents(data: Json) -> Iterator[Line]:
    if data["pdf_gardes"]:
        yield "PDF déjà demandés", str(data["pdf_gardes"])


def _by_dimension(importances: Mapping[str, int]) -> str:
    return ", ".join(f"{PAR_CLE[cle].label.lower()} {importances[cle]}" for cle in CLES)


def _manner(kept: Instantane) -> str:
    said = {"très vite": kept.rapide, "avec des choix qui se contredisent": kept.hesitant}
    return ", ".join(["quiz complet" if kept.complet else "quiz express", *(one for one, so in said.items() if so)])


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


def _share(share: Json, titres: Titres) -> str:
    what = titres.get(share["rapport"], share["rapport"]) if share["rapport"] else "les pistes"
    skills = "avec" if share["avec_competences"] else "sans"
    end = f"retiré le {_moment(share['retire_le'])}" if share["retire_le"] else _until(share["lisible_jusqu_au"])
    return f"{what}, {skills} les compétences, créé le {_moment(share['cree_le'])}, {end}\u202f; {_opened(share)}"


def _opened(share: Json) -> str:
    if not share["fois_ouvert"]:
        return "jamais ouvert"
    day = long_date(date.fromisoformat(share["ouvert_le"]))
    times = share["fois_ouvert"]
    return f"ouvert une fois, le {day}" if times == 1 else f"ouvert {times} fois, la dernière le {day}"


def _until(end: str) -> str:
    """The last whole day, as pages say it."""
    return f"lisible jusqu’au {long_date((datetime.fromisoformat(end) - timedelta(seconds=1)).date())}"


def rest(data: Json) -> Rubrique:
    return Rubrique("Le reste", tuple(_rest(data)))


def _rest(data: Json) -> Iterator[Line]:
    yield "Commencé le", _moment(data["commencee_le"])
    yield "Dernier changement le", _moment(data["modifiee_le"])
    if data["terminee_le"]:
        yield "Fini le", _moment(data["terminee_le"])
    yield "Effacé au plus tard le", _moment(data["effacee_au_plus_tard_le"])
    if data["gardee_par_choix_jusqu_au"]:
        yield "Gardé pour l’an prochain, à ta demande, jusqu’au", _moment(data["gardee_par_choix_jusqu_au"])
    yield (
        "Avis «\u202fsans les noms\u202f» comptés dans un total",
        "oui" if data["avis_sans_les_noms_comptes"] else "non",
    )
    yield "Résultats gardés jusqu’ici", str(data["resultats_gardes_jusqu_ici"])
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
