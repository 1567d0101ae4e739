"""The reference students, served by the ranking of today, by that of method 2, and by variants of it."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from metiers.francais.chiffres import percent
from metiers.search.selection import SHOWN, Selection
from quiz.calcul.filtres import in_view
from quiz.calcul.profils import Profils
from quiz.calcul.reponses import weights_of
from quiz.mesure.eleves import Eleve, read_eleves, serve, sum_up
from quiz.methode.places import FIRST, Candidats, ordered

FOLDER = settings.BASE_DIR / "fixtures" / "eleves"
WITNESSES = "temoins"
VARIANTS = ("méthode 2", "goûts cachés", "sans domaine", "sans limite", "aujourd’hui")


def lines(profils: Profils) -> Iterator[str]:
    """Well served, and places expected among the first ten, by stream and by variant; the witnesses apart."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem != WITNESSES)
    students = [eleve for path in files for eleve in read_eleves(path.read_text())]
    witnesses = read_eleves((FOLDER / f"{WITNESSES}.toml").read_text())
    yield ""
    known = {*profils.annuaire.interets, *profils.annuaire.domaines}
    if any({*eleve.interets, *eleve.domaines} - known for eleve in students + witnesses):
        yield "Élèves de référence : ces fiches n’ont pas tous leurs centres d’intérêt et leurs domaines."
        return
    yield f"Élèves de référence : bien servis, et part des {FIRST} premières places qui sont attendues"
    yield f"{'':18}" + "".join(f"{variant:>18}" for variant in VARIANTS)
    yield from _table(profils, students)
    yield "Témoins"
    yield from _table(profils, witnesses)


def _table(profils: Profils, students: list[Eleve]) -> Iterator[str]:
    columns = [
        sum_up([serve(eleve, _first(profils, eleve, variant)) for eleve in students], FIRST) for variant in VARIANTS
    ]
    for row in zip(*columns, strict=True):
        cells = "".join(f"{f'{one.bien_servis}/{one.eleves}':>10}{percent(one.places):>8}" for one in row)
        yield f"{row[0].filiere or 'tous':18}{cells}"


def _first(profils: Profils, eleve: Eleve, variant: str) -> Iterator[tuple[str, str]]:
    selection = Selection(
        interet=eleve.interets,
        niveau=eleve.niveau,
        sans=eleve.refus,
        aime=eleve.domaines,
        evite=eleve.domaines_refuses,
    )
    if variant == "méthode 2":  # interests are a filter, domaines are not asked
        selection = replace(selection, aime=(), evite=(), experience=SHOWN)
    candidats = _as_in(variant, profils.candidats(profils.rows_of(in_view(selection, profils.annuaire)), selection))
    for row in ordered(candidats, weights_of(eleve.priorites))[:FIRST]:
        entree = profils.annuaire.par_slug[candidats.slugs[row]]
        yield entree.code.partition("-")[0], entree.domaine  # an appellation counts for its code


def _as_in(variant: str, candidats: Candidats) -> Candidats:
    match variant:
        case "méthode 2":
            return replace(candidats, interets=None, domaine=None, twins=(), fields=())
        case "goûts cachés":
            return replace(candidats, interets=None, domaine=None)
        case "sans domaine":
            return replace(candidats, domaine=None)
        case "sans limite":
            return replace(candidats, fields=())
    return candidats
