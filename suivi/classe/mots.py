"""What is stored of a student in classes, in words for « Mes données », on the page and on paper. Pure: an export in
(see suivi/parts.py)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from metiers.francais.phrases import count, long_date, quoted
from quiz.rapport.rubrique import Line, Rubrique

Json = Mapping[str, Any]
_TICKS = {
    "competences": "tes compétences",
    "plan": "ton plan",
    "reflexions": "tes réflexions",
    "sans_les_noms": "ta vérification sans les noms",
}


def tell_classes(data: Json) -> Iterator[Rubrique]:
    """One part for each class; none where the student joined none."""
    for one in data["classes"]:
        yield Rubrique(f"Classe {quoted(one['classe'])}", tuple(_classe(one, data)))


def _classe(one: Json, data: Json) -> Iterator[Line]:
    yield "Où", one["structure"]
    yield "Ton nom là-bas", one["pseudonyme"]
    yield "Rejointe le", moment(one["rejointe_le"])
    if one["feuille"]:
        yield from _feuille(one["feuille"])
    if one["place_liberee_le"]:
        yield "Place libérée le", moment(one["place_liberee_le"])
    yield from (("Envoi", _envoi(sent)) for sent in one["envois"])
    if one["envois_retires_le"]:
        yield "Envois retirés le", moment(one["envois_retires_le"])
    yield from (("Ouvert", _reading(read, sent)) for sent in one["envois"] for read in sent["ouvert"])
    yield from (("Fiche préparée", _sheet(sheet, sent)) for sent in one["envois"] for sheet in sent["fiches_preparees"])
    if one["resultat_montre_le"]:
        yield "Résultat montré le", moment(one["resultat_montre_le"])
    if one["entretien_demande_le"]:
        wish = ", ".join(filter(None, (one["sujet"], one["demande"])))
        yield "Entretien demandé", f"{moment(one['entretien_demande_le'])}\u00a0: {wish}"
    yield from (("Rendez-vous", _talk(talk)) for talk in one["rendez_vous"])
    yield from (("Note pour toi", _note(note)) for note in one["notes"])
    if one["notes_privees"]:
        yield "Notes que l’équipe garde pour elle", f"{count(one['notes_privees'], 'note')}, à demander à leur auteur"
    yield "Effacé le", moment(one["effacee_le"])
    if data["effacee_sans_envoi_le"]:
        yield (
            "Fin de tes réponses si tu retires tout aujourd’hui, de toutes tes classes",
            moment(data["effacee_sans_envoi_le"]),
        )


def _feuille(sheet: Json) -> Iterator[Line]:
    said = f"par {sheet['tapee_par']}, le {moment(sheet['tapee_le'])}, feuille {sheet['version']}"
    mended = f", corrigées le {moment(sheet['corrigee_le'])}" if sheet["corrigee_le"] else ""
    yield "Tes réponses, sur papier, ont été tapées", f"{said}{mended}"
    yield "La case pour envoyer", "oui" if sheet["d_accord_pour_envoyer"] else "pas de oui"
    if sheet["bande_imprimee_le"]:
        yield "Ta bande imprimée le", moment(sheet["bande_imprimee_le"])
    if sheet["ouverte_par_toi_le"]:
        yield "Ouvertes par toi, avec son code, le", moment(sheet["ouverte_par_toi_le"])


def _envoi(sent: Json) -> str:
    more = [said for name, said in _TICKS.items() if sent[name]]
    if sent["compare_au_resultat"]:
        more.append(f"ce qui a changé depuis ton résultat {sent['compare_au_resultat']}")
    what = ", ".join([f"résultat {sent['resultat']}", *more])
    return f"{what}, le {moment(sent['le'])}, {_opened(sent)}"


def _opened(sent: Json) -> str:
    """What was read before it was sent again is not what is sent now."""
    since = [read["le"] for read in sent["ouvert"] if datetime.fromisoformat(read["le"]) >= _when(sent)]
    return f"ouvert le {moment(max(since, key=datetime.fromisoformat))}" if since else "pas encore ouvert"


def _when(sent: Json) -> datetime:
    return datetime.fromisoformat(sent["le"])


def _reading(read: Json, sent: Json) -> str:
    return f"{read['par']}, {read['quoi']}, résultat {sent['resultat']}, le {moment(read['le'])}"


def _sheet(sheet: Json, sent: Json) -> str:
    made = f"à imprimer, pour {sheet['par']}, résultat {sent['resultat']}, le {moment(sheet['le'])}"
    return f"{made}, effacée le {moment(sheet['effacee_le'])} au plus tard"


def _talk(talk: Json) -> str:
    where = f", {talk['ou']}" if talk["ou"] else ""
    done = " (fait)" if talk["fait_le"] else ""
    return f"{moment(talk['le'])}, avec {talk['avec']}{where}{done}"


def _note(note: Json) -> str:
    said = f"{quoted(note['texte'])}, {note['par']}, le {moment(note['le'])}"
    if not note["repondu_le"]:
        return said
    answer = [
        *(["pas d’accord"] if note["pas_d_accord"] else []),
        *([quoted(note["reponse"])] if note["reponse"] else []),
    ]
    return f"{said}. Ta réponse\u00a0: {', '.join(answer)}"


def moment(said: str) -> str:
    when = datetime.fromisoformat(said)
    return f"{long_date(when.date())}, {when.hour}\u00a0h\u00a0{when.minute:02}"
