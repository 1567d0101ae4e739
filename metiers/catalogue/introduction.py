"""The few sentences at the head of a data fiche, composed from its figures and official labels. Pure."""

from collections.abc import Mapping, Sequence

from metiers.contraintes import Condition, contraintes_of
from metiers.dimensions import CLES, PAR_CLE
from metiers.francais.grammaire import both_genders, de, listed, lowered
from metiers.francais.phrases import quoted

_FLAT = 10  # points between the highest and the lowest score under which none stands out
_AS_HIGH = 3
_AVERAGE = 60  # of every dimension, over the catalogue
_MOST_CONSTRAINTS = 4
_MOST_INTERESTS = 2


def introduction(
    *,
    masculin: str,
    feminin: str,
    domaine: str,
    etudes: tuple[int, int] | None,
    interets: Sequence[str],
    profil: Mapping[str, int],
    signes: Sequence[str],
    experience: bool,
) -> str:
    """One paragraph. `etudes`: lowest and highest years after the bac; `signes`: what brings constraints, ROME contexts
    and hours of DARES; `experience`: is the métier reached after years of work."""
    sentences = (
        _what(masculin, feminin, domaine),
        _studies(*etudes) if etudes else "",
        _interests(interets[:_MOST_INTERESTS]),
        _profile(profil),
        _constraints(contraintes_of(signes, experience=experience)),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _what(masculin: str, feminin: str, domaine: str) -> str:
    titles = listed([de(lowered(form)) for form in both_genders(masculin, feminin)], "ou")
    return f"Le métier {titles} fait partie du domaine {quoted(domaine)}."


def _studies(low: int, high: int) -> str:
    most = f", et jusqu’à un bac +{high} selon les postes" if high > max(low, 0) else ""
    if low < 0:
        return "On y entre avec ou sans le bac." if high == 0 else f"On peut y entrer sans le bac{most}."
    return f"On y entre le plus souvent avec {'le bac' if low == 0 else f'un bac +{low}'}{most}."


def _interests(interets: Sequence[str]) -> str:
    if not interets:
        return ""
    return f"Il peut te plaire si tu te reconnais dans {listed([quoted(interet) for interet in interets], 'ou')}."


def _profile(profil: Mapping[str, int]) -> str:
    order = sorted(CLES, key=lambda cle: -profil[cle])
    best, least = order[0], order[-1]
    if profil[best] - profil[least] < _FLAT:
        return "Ses cinq notes sont proches\u00a0: rien ne ressort, rien ne manque plus que le reste."
    top = [PAR_CLE[cle].article for cle in order[:2] if profil[best] - profil[cle] <= _AS_HIGH]
    if profil[best] < _AVERAGE:
        return f"Aucune de ses notes n’atteint la moyenne des métiers. La plus basse\u00a0: {PAR_CLE[least].article}."
    if profil[least] > _AVERAGE:
        return f"Toutes ses notes dépassent la moyenne des métiers, surtout {listed(top)}."
    return f"Ce qu’il donne le plus\u00a0: {listed(top)}. Le moins\u00a0: {PAR_CLE[least].article}."


def _constraints(found: Sequence[Condition]) -> str:
    if not found:
        return ""
    phrases = [f"de {contrainte.phrase}" for contrainte in found[:_MOST_CONSTRAINTS]]
    if len(found) > _MOST_CONSTRAINTS:
        return f"Il peut demander, entre autres, {listed(phrases)}."
    return f"Il peut demander {listed(phrases)}."
