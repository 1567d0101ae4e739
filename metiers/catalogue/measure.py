"""Every métier measured: the codes that have figures, the appellations that do, and the estimates. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metiers.catalogue import contexts, families
from metiers.catalogue.arithmetic import Vector, weighted_mean
from metiers.catalogue.estimate import Share, Trial, chosen, columns_of, leave_one_out, matrix_of, means_of, shared
from metiers.catalogue.joins import Link
from metiers.catalogue.neighbours import Traits, nearness
from metiers.catalogue.profile import ELEMENTS, Profiles, derive_profiles, profiles_of, with_computed
from metiers.catalogue.publication import code_of
from metiers.catalogue.readers import Sources
from metiers.catalogue.spread import Professions, professions_of
from metiers.catalogue.studies import named_levels


@dataclass(frozen=True, slots=True)
class Measured:
    """`base`: the codes that have figures, whose scales are everybody's; `own`: they and the appellations that have
    some, with their `links` and `professions`; `estimated`: the others, with their `neighbours` (key, share) among
    `base` (an appellation has the traits of its code: it would speak twice); `trial`: what estimating those of `base`
    shows."""

    base: Profiles
    own: Profiles
    estimated: Profiles
    links: dict[str, Link]
    professions: dict[str, Professions]
    neighbours: dict[str, list[Share]]
    trial: Trial

    def mean_of(self, key: str, figures: Mapping[str, float]) -> float:
        """A figure of O*NET occupations for this métier, or for its neighbours; NaN where nothing is known."""
        if key in self.links:
            return weighted_mean(self.links[key].shares, figures)
        means = {other: weighted_mean(self.links[other].shares, figures) for other, _ in self.neighbours.get(key, ())}
        return weighted_mean(self.neighbours.get(key, ()), means)


def measure(sources: Sources, links: Mapping[str, Link], told: Mapping[str, Link], wanted: Sequence[str]) -> Measured:
    """`links` by ROME code and `told` by key of appellation; `wanted`: the keys to estimate, sorted."""
    figures = with_computed(sources.onet.figures)
    every = {**links, **told}
    facts = french_facts((*every, *wanted), sources)
    base = derive_profiles(links, figures, facts)
    own = derive_profiles(every, figures, facts, base.scales)
    ordered = {key: every[key] for key in own.codes}
    known = [traits_of(code, sources) for code in base.codes]
    neighbours = _neighbours([traits_of(key, sources) for key in wanted], known, [links[code] for code in base.codes])
    french = {cle: np.array([facts[key].get(cle, np.nan) for key in wanted]) for cle in ELEMENTS}
    columns = columns_of(matrix_of(neighbours, len(known)), base, french)
    return Measured(
        base,
        own,
        profiles_of(tuple(wanted), columns, base.scales),
        ordered,
        professions_of(ordered, figures, own),
        {key: [(base.codes[j], share) for j, share in found] for key, found in zip(wanted, neighbours, strict=True)},
        leave_one_out(nearness(known, known), [links[code] for code in base.codes], base),
    )


def _neighbours(wanted: list[Traits], known: list[Traits], links: list[Link]) -> list[list[tuple[int, float]]]:
    if not wanted:
        return []
    common = shared(links)
    return [chosen(row, common) for row in nearness(wanted, known)]


def french_facts(keys: Iterable[str], sources: Sources) -> dict[str, dict[str, float]]:
    """Key → element → what DARES and the ROME say of its code, NaN unknown."""
    facts = {}
    for key in keys:
        code = code_of(key)
        hours = families.hours(families.families_of(code, sources.rome, sources.dares), sources.dares)
        marks = contexts.marks(sources.rome.contextes.get(code, ()))
        facts[key] = {f"dares:{k}": v for k, v in hours.items()} | {f"rome:{k}": v for k, v in marks.items()}
    return facts


def traits_of(key: str, sources: Sources) -> Traits:
    rome, code = sources.rome, code_of(key)
    family = families.families_of(code, rome, sources.dares)
    medians = [sources.dares.medians[fap] for fap in family.faps if fap in sources.dares.medians]
    return Traits(
        code=code,
        label=rome.libelles[code],
        parent=rome.parents.get(code, ""),
        domaine=rome.domaines[code][0],
        leads_to=frozenset(rome.mobilites.get(code, ())),
        skills=rome.competences.get(code, frozenset()),
        interests=frozenset(interest for interest, _ in rome.interets.get(code, ())),
        contexts=frozenset(rome.contextes.get(code, ())),
        holland=rome.riasec.get(code, ""),
        bac_plus=min(named_levels(rome.acces.get(code, ())), default=np.nan),
        pay=float(np.mean(medians)) if medians else np.nan,
        telework=contexts.TELEWORK in rome.contextes.get(code, ()),
    )


def ratings_of(measured: Measured, figures: Sequence[Mapping[str, float]]) -> tuple[Vector, Vector]:
    """(n, k) figures of O*NET of the métiers of `own`, and of those of `estimated`, in their orders."""
    own = np.array([[weighted_mean(link.shares, column) for column in figures] for link in measured.links.values()])
    rows = {key: i for i, key in enumerate(measured.links)}
    neighbours = [[(rows[key], share) for key, share in found] for found in measured.neighbours.values()]
    weights = matrix_of(neighbours, len(own))
    return own, np.column_stack([means_of(weights, column) for column in own.T])
