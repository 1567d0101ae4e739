"""What somebody types from a sheet of paper → answers, or why not, in words for whoever types. Pure.

A screen is two letters, the most then the least important; « - » says that it has no answer, or two on one line. The
rest may be left empty. On a French keyboard the keys of figures give other signs without Shift: they are understood.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from metiers.francais.invisibles import without_invisible
from metiers.francais.phrases import count
from metiers.search.selection import Selection
from quiz.methode.elicitation import Choix
from suivi.papier.feuille import Ligne, Questionnaire

BLANK = "-"  # no answer, or two
_SAME_AS_BLANK = {"-", "–", "—", "−", "="}
_BETWEEN = re.compile(r"[\s,;/+.]+")
_WITHOUT_SHIFT = str.maketrans("&é\"'(-è_çà", "1234567890")
_LEAVE = f"«\u00a0{BLANK}\u00a0» le laisse sans réponse"
_OUI, _NON = {"o", "oui"}, {"n", "non"}


class FauteError(ValueError):
    """Why what was typed is no answer: a French sentence."""


def read_ecran(typed: str, lignes: Sequence[Ligne]) -> Choix | None:
    """The choices of one screen; None for one left without an answer. Raises FauteError."""
    signs = _signs(typed)
    if signs in _SAME_AS_BLANK:
        return None
    if not signs:
        raise FauteError(f"Tapez deux lettres, le plus puis le moins\u00a0; {_LEAVE}.")
    known = {one.signe: one.valeur for one in lignes}
    _refuse_unknown(signs, known, f"de {lignes[0].signe} à {lignes[-1].signe}")
    if len(signs) == 1:
        raise FauteError(f"Il manque une lettre\u00a0: le groupe compte avec le plus et le moins\u00a0; {_LEAVE}.")
    if len(signs) > 2:
        raise FauteError(
            f"{len(signs)} lettres pour deux réponses\u00a0: si la feuille en a deux au même endroit, {_LEAVE}."
        )
    if signs[0] == signs[1]:
        raise FauteError(f"La même phrase ne compte pas le plus et le moins\u00a0; {_LEAVE}.")
    return Choix(known[signs[0]], known[signs[1]])


def read_numeros(typed: str, lignes: Sequence[Ligne], most: int) -> tuple[str, ...]:
    """Interests, by their numbers. Raises FauteError."""
    known = {one.signe: one.valeur for one in lignes}
    text = _clean(typed)
    if text in _SAME_AS_BLANK:
        raise FauteError("Laissez vide s’il n’y a pas de numéro.")
    if not any(sign.isdigit() for sign in text):
        text = text.translate(_WITHOUT_SHIFT)
    found = list(dict.fromkeys(one.lstrip("0") or one for one in re.split(r"[\s,;/+.\-]+", text) if one))
    if unknown := next((one for one in found if one not in known), None):
        raise FauteError(f"«\u00a0{unknown}\u00a0» n’est pas sur la feuille\u00a0: de 1 à {len(lignes)}.")
    _refuse_many(len(found), most, "numéro")
    return tuple(known[one] for one in found)


def read_lettres(typed: str, lignes: Sequence[Ligne], most: int | None = None) -> tuple[str, ...]:
    """Any of these lines, by their letters. Raises FauteError."""
    signs = _signs(typed)
    if signs in _SAME_AS_BLANK:
        return ()
    known = {one.signe: one.valeur for one in lignes}
    _refuse_unknown(signs, known, f"de {lignes[0].signe} à {lignes[-1].signe}" if lignes else "aucune lettre")
    found = tuple(dict.fromkeys(signs))
    _refuse_many(len(found), most, "lettre")
    return tuple(known[one] for one in found)


def read_etudes(typed: str, lignes: Sequence[Ligne]) -> int | None:
    """The highest studies accepted; None without a limit. Raises FauteError."""
    found = read_lettres(typed, lignes)
    if len(found) > 1:
        raise FauteError(f"Une seule lettre\u00a0: si la feuille en a deux, «\u00a0{BLANK}\u00a0».")
    return int(found[0]) if found and found[0] else None


def read_accord(typed: str) -> bool:
    """Does the student send the result? What is not said is no. Raises FauteError."""
    text = _clean(typed)
    if text in _OUI:
        return True
    if text in _NON:
        return False
    raise FauteError("Tapez o pour oui ou n pour non\u00a0; n si rien n’est coché, ou les deux.")


def refuse_both(aime: Iterable[str], evite: Iterable[str]) -> None:
    """Of one domaine. Raises FauteError."""
    if both := sorted({*aime} & {*evite}):
        raise FauteError(
            f"«\u00a0{both[0].lower()}\u00a0» est aussi parmi ceux qui attirent\u00a0: ne le tapez d’aucun côté."
        )


def written(asked: Questionnaire, choix: dict[int, Choix], wishes: Selection, *, accord: bool) -> dict[str, str]:
    """What would be typed for these answers, by field of the form."""
    ecrans = {f"ecran{number}": _ecran(lignes, choix.get(number - 1)) for number, lignes in enumerate(asked.ecrans, 1)}
    niveau = "" if wishes.niveau is None else str(wishes.niveau)
    return {
        **ecrans,
        "interet": " ".join(_signs_of(asked.interets, wishes.interet)),
        "aime": "".join(_signs_of(asked.domaines, wishes.aime)),
        "evite": "".join(_signs_of(asked.domaines, wishes.evite)),
        "niveau": "".join(_signs_of(asked.etudes, (niveau,))) if niveau else "",
        "sans": "".join(_signs_of(asked.refus, wishes.sans)),
        "accord": "o" if accord else "n",
    }


def _ecran(lignes: Sequence[Ligne], choix: Choix | None) -> str:
    if choix is None:
        return BLANK
    signs = {one.valeur: one.signe for one in lignes}
    return signs[choix.plus] + signs[choix.moins]


def _signs_of(lignes: Sequence[Ligne], values: Iterable[str]) -> list[str]:
    signs = {one.valeur: one.signe for one in lignes}
    return [signs[one] for one in values if one in signs]


def _clean(typed: str) -> str:
    return unicodedata.normalize("NFC", without_invisible(typed)).strip().casefold()


def _signs(typed: str) -> str:
    """Without what stands between the letters."""
    return _BETWEEN.sub("", _clean(typed))


def _refuse_unknown(signs: str, known: Iterable[str], which: str) -> None:
    if unknown := next((sign for sign in signs if sign not in known), None):
        raise FauteError(f"«\u00a0{unknown}\u00a0» n’est pas sur la feuille\u00a0: {which}.")


def _refuse_many(number: int, most: int | None, word: str) -> None:
    if most is not None and number > most:
        raise FauteError(f"{count(number, word)}\u00a0: {most} au plus. Demandez à l’élève, ou laissez vide.")
