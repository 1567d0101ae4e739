"""Questions worth asking in a talk, made from what was sent. They ask, and never say what to do. Pure.

First one for each rule that is met, then what changed, the first piste, the plan, then what suits anybody. A question
stands on a line of the page (`ancre`): no line has two.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.francais.grammaire import lowered
from metiers.francais.phrases import count, long_date, quoted
from suivi.synthese.apercu import Apercu
from suivi.synthese.changements import MOVED_A_LOT, changements
from suivi.synthese.faits import Faits
from suivi.synthese.lecture import by_weight

KEPT = 5
DOMINANTE = 35  # per cent from which a priority comes before all
_SLOT = re.compile(r"{(\w+)}")


LONGEST = 170  # signs: what the sheet of a talk has room for


@dataclass(frozen=True, slots=True)
class Question:
    """`texte` says *tu* to the pupil; `etiquette`: what it is about, in a word; `ancre`: the line of the page where it
    comes from, empty, « priorites », « plan », « changements » or « piste:<slug> »."""

    texte: str
    etiquette: str
    ancre: str = ""


@dataclass(frozen=True, slots=True)
class Etape:
    """A step of the plan that was sent: its kind in words, its day if it has one, whether it is done."""

    genre: str
    le: date | None
    faite: bool


@dataclass(frozen=True, slots=True)
class Modele:
    """A question with slots between braces, in its words and in its anchor."""

    etiquette: str
    texte: str
    ancre: str = ""

    def filled(self, slots: Mapping[str, str]) -> Question | None:
        """None when a slot has nothing."""
        if not all(slots.get(name) for name in _SLOT.findall(self.texte + self.ancre)):
            return None
        return Question(self.texte.format_map(slots), self.etiquette, self.ancre.format_map(slots))

    @property
    def montre(self) -> str:
        """Its words with the name of each slot between square brackets."""
        return _SLOT.sub(lambda slot: f"[{slot[1].replace('_', ' ')}]", self.texte)


PAR_REGLE: dict[str, tuple[Modele, ...]] = {
    "direction": (
        Modele("explorer", "Dans {piste} et {autre_piste}, qu’y a-t-il de pareil pour toi\u00a0?", "piste:{slug}"),
        Modele("explorer", "Parmi tes pistes, lesquelles mettrais-tu ensemble, et pourquoi\u00a0?"),
    ),
    "egales": (
        Modele(
            "priorités", "S’il fallait te passer d’une des cinq, laquelle te manquerait le moins\u00a0?", "priorites"
        ),
    ),
    "etudes": (
        Modele(
            "études",
            "Si un métier te plaît et demande {études}, qu’est-ce qui pèserait le plus\u00a0: la durée, le coût, le "
            "niveau, autre chose\u00a0?",
        ),
    ),
    "regarde": (
        Modele(
            "métier", "Qu’est-ce qui t’attire dans {métier}, et que le quiz ne t’a pas demandé\u00a0?", "piste:{slug}"
        ),
        Modele("métier", "Qu’est-ce qui t’attire dans {métier}, et que le quiz ne t’a pas demandé\u00a0?"),
    ),
    "changement": (
        Modele(
            "direction",
            "{date}, c’était {avant}\u00a0; maintenant c’est {direction}. Qu’est-ce que tu as vu ou fait entre les "
            "deux\u00a0?",
            "changements",
        ),
    ),
    "sans_noms": (
        Modele("sans noms", "Sans voir son nom, {métier} t’a plu. Qu’est-ce qui te plaisait là-dedans\u00a0?"),
        Modele("sans noms", "Quand tu lisais sans voir les noms, à quoi faisais-tu attention\u00a0?"),
    ),
    "rapides": (Modele("relecture", "Si on relisait tes réponses ensemble, laquelle changerais-tu\u00a0?"),),
    "croisees": (
        Modele(
            "comparaisons",
            "Tu as mis {une_priorité} avant {autre_priorité}, puis l’inverse. Dans quel cas l’un, dans quel cas "
            "l’autre\u00a0?",
        ),
    ),
    "gouts_seuls": (
        Modele(
            "goûts",
            "Si un métier te plaît par ce qu’on y fait, et moins pour ce qui compte le plus pour toi ({priorité}), "
            "qu’est-ce qui te le ferait garder\u00a0?",
        ),
    ),
    "contrainte": (Modele("condition", "{contrainte}\u00a0: c’est non toujours, ou non pour l’instant\u00a0?"),),
    "hors": (
        Modele(
            "1re piste",
            "{piste} est ailleurs que {direction}. Qu’est-ce qui t’étonne le plus\u00a0?",
            "piste:{slug}",
        ),
    ),
    "aime_absent": (
        Modele("domaine", "Quels métiers imaginais-tu en {domaine}\u00a0? Qu’espérais-tu y trouver\u00a0?"),
    ),
    "restent": (Modele("choix", "De tout ce que tu as écarté, à quoi tiens-tu le plus, et à quoi le moins\u00a0?"),),
}
"""Rule → its question, the first one whose slots are known."""

EVOLUTION = Modele(
    "évolution",
    "{priorité}\u00a0: {avant}\u00a0% {quand}, {après}\u00a0% maintenant. Qu’est-ce qui a changé pour toi\u00a0?",
    "changements",
)
CONDITIONS = Modele("1re piste", "Dans {piste}\u00a0: {conditions}. Comment t’y vois-tu\u00a0?", "piste:{slug}")
JOURNEE = Modele("1re piste", "À quoi ressemblerait, pour toi, une bonne journée dans {piste}\u00a0?", "piste:{slug}")
PLAN_DATE = Modele(
    "plan", "Dans ton plan, le {date}\u00a0: {étape}. Où en es-tu, et de quoi as-tu besoin\u00a0?", "plan"
)
PLAN = Modele("plan", "Il te reste {étapes}. Par laquelle as-tu envie de commencer, et avec qui\u00a0?", "plan")
PLAN_SEULE = Modele("plan", "Il te reste une étape\u00a0: {étape}. Quand, et avec qui\u00a0?", "plan")
PLAN_FAIT = Modele("plan", "Tu as tout fait de ton plan\u00a0: {étapes}. Qu’est-ce que cela a changé\u00a0?", "plan")
DEUX_GOUTS = Modele(
    "goûts", "Entre {un_goût} et {autre_goût}, lequel garderais-tu\u00a0? À quoi le reconnais-tu dans ta semaine\u00a0?"
)
UN_GOUT = Modele("goûts", "{un_goût}\u00a0: à quoi le reconnais-tu dans ta semaine\u00a0?")
SANS_GOUT = Modele("goûts", "Qu’est-ce que tu fais sans qu’on te le demande\u00a0?")
PREMIERE = Modele(
    "priorités",
    "{priorité}, c’est {part}\u00a0% de ce qui compte pour toi. Te souviens-tu d’une fois où il y en avait, et d’une "
    "fois où ça manquait\u00a0?",
    "priorites",
)
DEUX_PRIORITES = Modele(
    "priorités",
    "Entre {une_priorité} et {autre_priorité}, laquelle lâcherais-tu en dernier\u00a0? Pourquoi\u00a0?",
    "priorites",
)
DEUXIEME = Modele("2e piste", "Qu’est-ce que {piste} a de plus que ta 1re piste, ou de moins\u00a0?", "piste:{slug}")
LIBRES = (
    Modele("essai", "Qu’as-tu déjà essayé, même une heure, qui ressemble à une de tes pistes\u00a0?"),
    Modele("surprise", "Dans tes pistes, à quoi ne t’attendais-tu pas\u00a0?"),
    Modele("entourage", "Qui, autour de toi, fait un métier dont tu aimerais entendre parler\u00a0?"),
    Modele("avis", "Qu’en disent les gens à qui tu en as parlé\u00a0? Et toi, qu’en penses-tu\u00a0?"),
    Modele("absence", "Quel métier croyais-tu trouver dans tes pistes, et n’y est pas\u00a0?"),
    Modele("après", "Qu’aimerais-tu savoir de plus avant qu’on se revoie\u00a0?"),
)
"""What can be asked of anybody."""


def questions(
    apercu: Apercu, faits: Faits, etapes: Sequence[Etape], *, sauf: Collection[str] = ()
) -> tuple[Question, ...]:
    """At most `KEPT`, never two with one label, nor from one line. `sauf`: labels that are not wanted, whose places go
    to the next ones; `etapes`: none when the plan was not sent."""
    found: list[Question] = []
    labels, lines = set(sauf), {""}
    for one in _all_in_order(apercu, faits, etapes):
        if one is None or one.etiquette in labels or one.ancre in lines - {""}:
            continue
        found.append(one)
        labels.add(one.etiquette)
        lines.add(one.ancre)
        if len(found) == KEPT:
            break
    return tuple(found)


def _all_in_order(apercu: Apercu, faits: Faits, etapes: Sequence[Etape]) -> Iterator[Question | None]:
    for constat in apercu.constats:
        models = PAR_REGLE.get(constat.regle, ())
        filled = (one.filled(constat.valeurs) for one in models)
        yield next((said for said in filled if said and len(said.texte) <= LONGEST), None)
    yield _evolution(faits)
    yield _premiere_piste(faits)
    yield _plan(etapes)
    yield _gouts(faits)
    yield _priorites(apercu)
    yield _deuxieme_piste(faits)
    yield from (one.filled({}) for one in LIBRES)


def _evolution(faits: Faits) -> Question | None:
    if faits.avant is None:
        return None
    moved = [one for one in changements(faits.avant, faits.kept).priorites if abs(one.ecart) >= MOVED_A_LOT]
    if not moved:
        return None
    when = f"le {long_date(faits.avant_le)}" if faits.avant_le else "au résultat d’avant"
    figures = {"avant": str(moved[0].avant), "après": str(moved[0].apres)}
    return EVOLUTION.filled(figures | {"priorité": moved[0].dimension.label, "quand": when})


def _premiere_piste(faits: Faits) -> Question | None:
    if not faits.kept.pistes:
        return None
    piste = faits.kept.pistes[0]
    slots = {"piste": quoted(piste.titre), "slug": piste.slug}
    conditions = ", ".join(lowered(CONTRAINTES[cle].label) for cle in piste.contraintes[:2] if cle in CONTRAINTES)
    return CONDITIONS.filled(slots | {"conditions": conditions}) or JOURNEE.filled(slots)


def _plan(etapes: Sequence[Etape]) -> Question | None:
    left = [one for one in etapes if not one.faite]
    if not left:
        return PLAN_FAIT.filled({"étapes": count(len(etapes), "étape")}) if etapes else None
    dated = min((one for one in left if one.le), key=lambda one: one.le or date.max, default=None)
    slots = {"étapes": count(len(left), "étape"), "étape": quoted(lowered((dated or left[0]).genre))}
    if dated and dated.le:
        return PLAN_DATE.filled(slots | {"date": long_date(dated.le)})
    return PLAN.filled(slots) if len(left) > 1 else PLAN_SEULE.filled(slots)


def _gouts(faits: Faits) -> Question | None:
    chosen = [quoted(one.nom) for one in faits.kept.filtres if one.facette == "interet" and one.nom]
    slots = dict(zip(("un_goût", "autre_goût"), chosen, strict=False))
    return DEUX_GOUTS.filled(slots) or UN_GOUT.filled(slots) or SANS_GOUT.filled({})


def _priorites(apercu: Apercu) -> Question | None:
    (first, part), (second, _) = by_weight(apercu.parts)[:2]
    if part >= DOMINANTE:
        return PREMIERE.filled({"priorité": first.label, "part": str(part)})
    return DEUX_PRIORITES.filled({"une_priorité": first.article, "autre_priorité": second.article})


def _deuxieme_piste(faits: Faits) -> Question | None:
    if len(faits.kept.pistes) < 2:
        return None
    piste = faits.kept.pistes[1]
    return DEUXIEME.filled({"piste": quoted(piste.titre), "slug": piste.slug})
