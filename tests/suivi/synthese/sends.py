"""Facts of sends for tests: chosen ones, and any that could be."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from metiers.contraintes import CONTRAINTES
from metiers.dimensions import CLES
from quiz.methode.matching import normalise_weights
from quiz.methode.statements import ANCIENS, SCREENS
from quiz.resultat.instantane import DirectionFigee, FiltreFige, PhraseFigee
from suivi.synthese.faits import Faits
from suivi.synthese.questions import Etape
from tests.quiz.instantanes import METHODE, METIERS, build_instantane, build_piste

TODAY = replace(METHODE, version="4")
DOMAINES = sorted({domaine for _, domaine, _ in METIERS})
KEYS = [one.cle for one in CONTRAINTES]


def kept_with(direction=None, share=0.6, **changes):
    """A result of today; `direction`: of it, the domaine that comes back."""
    found = (DirectionFigee(direction, share),) if direction else ()
    return build_instantane(**{"methode": TODAY, "directions": found, "filtres": ()} | changes)


def weighing(*shares):
    """A result whose priorities have these per cents."""
    return kept_with(weights=dict(zip(CLES, [share / 100 for share in shares], strict=True)))


def faits_with(**changes):
    """`changes` of the facts, or of their result."""
    own = {name: changes.pop(name) for name in list(changes) if name in Faits.__dataclass_fields__}
    return Faits(own.pop("kept", None) or kept_with(**changes), **own)


def answered(picks):
    """Screens 1 to 5 as (place of the plus, place of the moins)."""
    return {
        str(number): (screen[plus].cle, screen[moins].cle)
        for number, (screen, (plus, moins)) in enumerate(zip(SCREENS, picks, strict=True))
    }


def in_order(order):
    """The five screens by one strict order of the dimensions."""
    ranked = [sorted(range(4), key=lambda place: order.index(screen[place].dimension)) for screen in SCREENS]
    return answered([(ranks[0], ranks[-1]) for ranks in ranked])


def _pistes(random, count):
    """So many: figures of any sign, tastes or not, domaines known or not."""
    return tuple(
        build_piste(
            place,
            general=random.uniform(-20, 20),
            contributions=tuple(random.uniform(-20, 20) for _ in CLES),
            gouts=random.choice([0.0, 12.5]),
            attrait=random.choice([0.0, 30.0]),
            grand_domaine=random.choice(["", "Santé", "Art"]),
            contraintes=tuple(random.sample(KEYS, random.randrange(4))),
            phrases=(PhraseFigee("Soigner", 2.0, 1.0),),
        )
        for place in range(1, count + 1)
    )


@st.composite
def results(draw):
    """Any result: of any method, in a catalogue of any size, with statements of today, of yesterday or none."""
    said = draw(st.lists(st.integers(0, 10), min_size=5, max_size=5).filter(any))
    importances = dict(zip(CLES, said, strict=True))
    weights = dict(zip(CLES, normalise_weights(said).tolist(), strict=True))
    pistes = _pistes(draw(st.randoms(use_true_random=False)), draw(st.sampled_from([0, 1, 2, 3, 9, 10, 20])))
    places = st.permutations(range(4)).map(lambda order: order[:2])
    picks = draw(st.one_of(st.just({}), st.lists(places, min_size=5, max_size=5).map(answered)))
    if picks and draw(st.booleans()):
        picks["2"] = (next(iter(ANCIENS)), picks["2"][1])
    metiers = draw(st.integers(max(len(pistes), 1), 1200))
    shares = draw(st.lists(st.floats(0, 1), max_size=3))
    chosen = st.sampled_from(
        [
            FiltreFige("niveau", "-1"),
            FiltreFige("niveau", "0"),
            FiltreFige("niveau", "3"),
            FiltreFige("", "", "Nuit"),
            FiltreFige("interet", "9", "Soigner"),
            FiltreFige("interet", "4", "Réparer"),
            FiltreFige("aime", "J", "Santé"),
            FiltreFige("aime", "B", "Art"),
            FiltreFige("sans", "nuit"),
        ]
    )
    return build_instantane(
        count=0,
        importances=importances,
        weights=weights,
        pistes=pistes,
        choix=picks,
        metiers=metiers,
        en_vue=draw(st.integers(len(pistes), metiers)),
        filtres=tuple(draw(st.lists(chosen, max_size=5, unique_by=lambda one: one.identity))),
        directions=tuple(DirectionFigee(draw(st.sampled_from(DOMAINES)), share) for share in sorted(shares)[::-1]),
        rapide=draw(st.booleans()),
        cible=draw(st.sampled_from([None, build_piste(7, slug="cible", rank=130, place=0)])),
        methode=draw(st.sampled_from([METHODE, TODAY])),
    )


@st.composite
def sends(draw):
    return Faits(
        kept=draw(results()),
        avant=draw(st.none() | results()),
        avant_le=draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        au_dela=draw(st.none() | st.integers(0, 10)),
        caches=tuple(draw(st.lists(st.tuples(st.sampled_from([*KEYS, "disparue"]), st.integers(0, 10)), max_size=4))),
        regardes=tuple(draw(st.lists(st.tuples(st.just(METIERS[6][0]), st.integers(1, 1200)), max_size=2))),
        accord=draw(st.none() | st.integers(0, 24).map(lambda half: (half, 24))),
        sans_nom=draw(st.sampled_from(["", "Luthier(ère)"])),
    )


plans = st.lists(
    st.builds(
        Etape,
        st.sampled_from(["Visiter un lieu où on l’exerce", "Faire un stage ou une observation"]),
        st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        st.booleans(),
    ),
    max_size=5,
)
