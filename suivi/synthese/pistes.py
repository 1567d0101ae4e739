"""The pistes of a send as a counsellor reads them: reasons, how firm, and the sum that makes the index. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metiers.dimensions import CLES, PAR_CLE
from metiers.francais.chiffres import decimal, rounded, signed
from metiers.francais.phrases import ordinal
from quiz.methode.matching import BASE
from quiz.methode.stability import Solidite
from quiz.methode.whatif import DOMAINES, GENERAL, INTERETS
from quiz.rapport.text import Sentence
from quiz.rapport.told_ranking import PisteDite, tell_ranking
from quiz.rapport.told_sum import adding_up
from quiz.rapport.wording import TERMES
from quiz.resultat.instantane import Instantane, PisteFigee
from suivi.synthese.faits import FIRST
from suivi.synthese.lecture import FERMETES, fois
from suivi.synthese.lignes import PISTE

AT_LENGTH = 3  # pistes; the others are a line each
SAID = 0.5  # points from which a term has its own place in the sum
# The word that the student reads: none is stronger than that of a piste placed before.
_FERMETES = {
    Solidite.SOLIDE: "sure",
    Solidite.PROBABLE: "probable",
    Solidite.EXPLORER: "explorer",
    Solidite.PASSAGE: "",
}
_PERSON = "Elle "  # « cette personne », see quiz.rapport.voix
_NOMS = {INTERETS: "ses goûts", DOMAINES: "un domaine qui l’attire", GENERAL: "niveau général"}


@dataclass(frozen=True, slots=True)
class Terme:
    """One term of the sum, `points` with their sign; `cle`: its dimension, empty for the others."""

    nom: str
    cle: str
    points: str


@dataclass(frozen=True, slots=True)
class PisteLue:
    """`place`: « 1re »; `detail`: domaine and studies; `pour`, `verifier`: reasons, and what to look at; `remarques`:
    what else there is to know of its place; `fermete`: a key of `lecture.FERMETES`, with its word and how often, empty
    where nothing firm can be said; `termes` add up to `total` from `BASE`, `indice` is that brought back into 0–100;
    `adresse`: that of its fiche, empty when it is no longer published."""

    slug: str
    titre: str
    place: str
    detail: str
    pour: tuple[Sentence, ...]
    verifier: str
    remarques: tuple[str, ...]
    fermete: str
    mot: str
    fois: str
    termes: tuple[Terme, ...]
    total: str
    indice: str
    adresse: str

    @property
    def ancre(self) -> str:
        return f"{PISTE}{self.slug}"


def lire_pistes(kept: Instantane, fiches: Mapping[str, str]) -> tuple[PisteLue, ...]:
    """The ten first. `fiches`: slug → address of those that are published."""
    first = tuple(replace(piste, ecarts=(), fit=None) for piste in kept.pistes[:FIRST])  # what is not told here
    alone = replace(kept, pistes=first, entrees=(), autrement=None)
    return tuple(_piste(kept, one, fiches) for one in tell_ranking(alone, pour_autrui=True).pistes)


def _piste(kept: Instantane, une: PisteDite, fiches: Mapping[str, str]) -> PisteLue:
    piste = une.piste
    firm = _FERMETES[piste.solidite] if kept.firm else ""
    return PisteLue(
        slug=piste.slug,
        titre=piste.titre,
        place=ordinal(piste.place),
        detail=une.detail,
        pour=tuple(_impersonal(one) for one in une.pour),
        verifier=une.verifier,
        remarques=une.remarques,
        fermete=firm,
        mot=FERMETES[firm],
        fois=fois(piste.times) if kept.firm else "",
        termes=_termes(piste),
        total=decimal(piste.unclipped),
        indice=decimal(piste.index),
        adresse=fiches.get(piste.slug, ""),
    )


def _impersonal(reason: Sentence) -> Sentence:
    """« Elle aime la nature » → « Aime la nature »: a counsellor knows of whom it is."""
    first = reason[0].text if reason else ""
    if not first.startswith(_PERSON):
        return reason
    said = first.removeprefix(_PERSON)
    return (replace(reason[0], text=said[:1].upper() + said[1:]), *reason[1:])


def _termes(piste: PisteFigee) -> tuple[Terme, ...]:
    """The largest first; those too small to be told are one, so that the sum is right as it is written."""
    cles = (GENERAL, *CLES, INTERETS, DOMAINES)[: len(piste.steps)]
    points = adding_up(piste.steps, rounded(piste.unclipped, 1) - BASE)
    rows = sorted(zip(cles, points, strict=True), key=lambda row: -abs(row[1]))
    told = [Terme(_nom(cle), cle if cle in PAR_CLE else "", signed(value)) for cle, value in rows if abs(value) >= SAID]
    rest = rounded(sum(value for _, value in rows if abs(value) < SAID), 1)
    return (*told, Terme("le reste", "", signed(rest))) if rest else tuple(told)


def _nom(cle: str) -> str:
    return _NOMS.get(cle) or TERMES[cle].lower()
