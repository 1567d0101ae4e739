"""Two reasons for a piste and one thing to check, in a few words each. Pure.

A reason is a term of the sum: the largest of what the student likes there, and the largest of what it gives of their
priorities; what is told first is what counts most. A dimension is only told where its words are true of this métier and
of this student: much of what is asked for, or little of what is not. What is to check is the term that takes most away,
else a condition of the métier that the student does not look for, else how it is reached.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from metiers.dimensions import CLES
from quiz.rapport.text import Sentence, sentence, strong
from quiz.resultat.instantane import Instantane, PhraseFigee, PisteFigee

LONGEST = 38  # signs
_MOST = 2
_COUNTS, _SMALL = 1.0, 0.2  # points under which a term is no reason; no second one either
_MUCH = 75.0  # percentile from which a métier gives much of a dimension
_MIDDLE = 50.0

# What the catalogue calls an interest, said to the student; one that is not here is what they like.
_SAID = {
    "Construire, rénover": ("Tu veux ", "construire, rénover"),
    "Diriger une équipe": ("Tu veux ", "diriger une équipe"),
    "Être artiste": ("Tu as ", "la fibre artistique"),
    "Être dans la nature": ("Tu aimes ", "la nature"),
    "Faire des affaires": ("Tu as ", "le sens des affaires"),
    "M’occuper d’enfants": ("Tu veux ", "t’occuper d’enfants"),
    "M’occuper des animaux": ("Tu aimes ", "t’occuper d’animaux"),
    "Me déplacer, voyager": ("Tu aimes ", "bouger, voyager"),
    "Prendre soin des autres": ("Tu veux ", "prendre soin des autres"),
    "Protéger et secourir": ("Tu veux ", "protéger et secourir"),
    "Protéger l’environnement": ("Tu veux ", "protéger l’environnement"),
    "Servir le public": ("Tu veux ", "servir le public"),
    "Transmettre ce que je sais": ("Tu veux ", "transmettre"),
    "Travailler de mes mains": ("Tu aimes ", "travailler de tes mains"),
    "Voir l’envers du décor": ("Tu aimes ", "l’envers du décor"),
}
# As ROME says them, in results kept before they had names of ours.
_SAID_BEFORE = {
    "J’ai envie de créer, construire, rénover": ("Tu veux ", "créer et construire"),
    "J’ai l’âme d’un chef / d’une cheffe": ("Tu veux ", "diriger une équipe"),
    "J’aime faire respecter la loi, les règles": ("Tu aimes ", "faire respecter les règles"),
    "Je souhaite contribuer à la protection de l’environnement": ("Tu veux ", "protéger l’environnement"),
    "Je souhaite m’occuper d’enfants": ("Tu veux ", "t’occuper d’enfants"),
    "J’aime m’occuper des animaux": ("Tu aimes ", "t’occuper d’animaux"),
    "J’aime être au contact de la nature": ("Tu aimes ", "la nature"),
    "J’aime me déplacer et voyager": ("Tu aimes ", "bouger et voyager"),
    "Je suis amateur / amatrice de sensations fortes": ("Tu aimes ", "les sensations fortes"),
    "Je suis attiré / attirée par l’envers du décor": ("Tu aimes ", "l’envers du décor"),
    "Je suis passionné / passionnée par la cuisine": ("Tu aimes ", "la cuisine"),
    "Je suis passionné / passionnée par les autres cultures": ("Tu aimes ", "les autres cultures"),
    "Je suis passionné / passionnée par les nouvelles technologies": ("Tu aimes ", "les nouvelles technologies"),
    "Je suis un / une artiste": ("Tu as ", "la fibre artistique"),
}
_TURNED = (("Je souhaite ", "Tu veux "), ("J’aime ", "Tu aimes "), ("J’ai ", "Tu as "), ("Je suis ", "Tu es "))

# What a dimension gives: much of it, more than elsewhere, and less of it to somebody who does not ask for it.
_GIVES = {
    "qualite_vie": (("Une bonne ", "qualité de vie"), ("Plutôt une bonne ", "qualité de vie")),
    "flexibilite": (("Beaucoup de ", "liberté", " au travail"), ("Plus de ", "liberté", " qu’ailleurs")),
    "stimulation": (("Un travail très ", "stimulant"), ("Un travail plutôt ", "stimulant")),
    "relations": (("Beaucoup de ", "contacts humains"), ("Plus de ", "contacts", " qu’ailleurs")),
    "carriere": (("De quoi ", "évoluer", " et monter"), ("Plutôt de quoi ", "évoluer")),
}
_SPARES = {
    "qualite_vie": ("Moins de ", "confort", "\u00a0: ça te va"),
    "flexibilite": ("Un ", "cadre fixe", "\u00a0: ça te va"),
    "stimulation": ("Un travail ", "régulier", "\u00a0: ça te va"),
    "relations": ("Peu de ", "contacts", "\u00a0: ça te va"),
    "carriere": ("Peu d’", "avancement", "\u00a0: ça te va"),
}
_LACKS = {
    "qualite_vie": "le rythme, la fatigue",
    "flexibilite": "peu de liberté",
    "stimulation": "peu de nouveauté",
    "relations": "peu de contacts",
    "carriere": "peu de quoi évoluer",
}
# What a métier gives much of, to somebody who would rather have less.
_LOADS = {
    "stimulation": "un travail exigeant",
    "relations": "du monde toute la journée",
}
_CONDITIONS = {
    "nuit": "le travail de nuit",
    "week-end": "le travail le week-end",
    "horaires": "les horaires décalés",
    "astreinte": "les astreintes",
    "deplacements": "les déplacements",
    "saison": "le travail par saisons",
    "dehors": "dehors par tous les temps",
    "effort": "les efforts physiques",
    "hauteur": "la hauteur",
    "ambiance": "le bruit, le froid",
    "danger": "des produits dangereux",
    "cadence": "les gestes répétés",
}
# Conditions that are what somebody who says this looks for.
_LIKED = {
    "Être dans la nature": ("dehors",),
    "L’activité physique": ("effort",),
    "Me déplacer, voyager": ("deplacements",),
    "Les sensations fortes": ("danger", "hauteur"),
    # as ROME says them
    "J’aime être au contact de la nature": ("dehors",),
    "J’aime l’activité physique": ("effort",),
    "J’aime me déplacer et voyager": ("deplacements",),
    "Je suis amateur / amatrice de sensations fortes": ("danger", "hauteur"),
}
_LONG_STUDIES = 5  # years after the bac


Term = tuple[float, Sentence]
"""Points, and the words that say them."""


@dataclass(frozen=True, slots=True)
class Raisons:
    """`pour`: two reasons at most; `verifier`: one thing to look at, or nothing."""

    pour: tuple[Sentence, ...]
    verifier: str


def reasons(instantane: Instantane, piste: PisteFigee) -> Raisons:
    liked = _counting(_likings(piste), _COUNTS)
    given = _counting(_dimensions(instantane, piste), _COUNTS)
    # One of each kind when there are both: what one likes there, and what it gives of what counts.
    told = [*liked[:1], *given[:1]] if liked and given else (liked + given)[:_MOST]
    if len(told) < _MOST:
        told += [term for term in _counting(_terms(instantane, piste), _SMALL) if term not in told][: _MOST - len(told)]
    pour = tuple(said for _, said in sorted(told, key=lambda term: -term[0]))
    return Raisons(pour or (sentence("Proche de tes ", strong("priorités")),), _to_check(instantane, piste))


def _counting(terms: Iterable[Term], points: float) -> list[Term]:
    """Those of so many points or more, the largest first."""
    return sorted((term for term in terms if term[0] >= points), key=lambda term: -term[0])


def _terms(instantane: Instantane, piste: PisteFigee) -> Iterator[Term]:
    yield from _likings(piste)
    yield from _dimensions(instantane, piste)


def _likings(piste: PisteFigee) -> Iterator[Term]:
    yield from _tastes(piste)
    yield piste.attrait, sentence(strong(piste.grand_domaine or "Son domaine"), "\u00a0: ça t’attire")


def _dimensions(instantane: Instantane, piste: PisteFigee) -> Iterator[Term]:
    for cle, points, percentile in zip(CLES, piste.contributions, piste.percentiles, strict=True):
        asked, gives = _is_asked(instantane, cle), percentile >= _MIDDLE
        if asked and gives:
            yield points, _emphasised(*_GIVES[cle][percentile < _MUCH])
        elif not asked and not gives:
            yield points, _emphasised(*_SPARES[cle])


def _is_asked(instantane: Instantane, cle: str) -> bool:
    """Does it weigh more than if all five weighed the same?"""
    return instantane.weights[cle] > 1 / len(CLES)


def _tastes(piste: PisteFigee) -> Iterator[Term]:
    """What the student likes and finds there, each with its share of the points of all."""
    found = [one for one in piste.phrases if one.part > 0]
    whole = sum(one.poids * one.part for one in found)
    for one in found:
        yield piste.gouts * one.poids * one.part / whole, said_of(one)


def said_of(phrase: PhraseFigee) -> Sentence:
    """« Jouer avec les mots » → « Tu aimes jouer avec les mots »."""
    if known := _SAID.get(phrase.nom) or _SAID_BEFORE.get(phrase.nom):
        return _emphasised(*known)
    for first, second in _TURNED:
        if phrase.nom.startswith(first):
            return sentence(second, strong(phrase.nom.removeprefix(first)))
    return sentence("Tu aimes ", strong(phrase.nom[:1].lower() + phrase.nom[1:]))


def _emphasised(before: str, word: str, after: str = "") -> Sentence:
    return sentence(before, strong(word), after)


def _to_check(instantane: Instantane, piste: PisteFigee) -> str:
    rows = zip(CLES, piste.contributions, piste.percentiles, strict=True)
    for cle, points, percentile in sorted(rows, key=lambda row: row[1]):
        asked, gives = _is_asked(instantane, cle), percentile >= _MIDDLE
        words = _LACKS if asked and not gives else _LOADS if gives and not asked else {}
        if points <= -_COUNTS and cle in words:
            return words[cle]
    if piste.apres_experience:
        return "l’expérience demandée"
    liked = {condition for one in piste.phrases for condition in _LIKED.get(one.nom, ())}
    conditions = [one for one in piste.contraintes if one not in liked]
    if conditions:
        return _CONDITIONS.get(conditions[0], "")
    if piste.niveau is not None and piste.niveau >= _LONG_STUDIES:
        return "des études longues"
    return ""
