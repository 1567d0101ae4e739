"""From a ROME code to weighted O*NET occupations, through ESCO. Pure.

    ROME code → its appellations (OGR) → ESCO occupations → O*NET-SOC

The product of both hops' qualities is the quality of a path; `PRINCIPAL` times it is its weight where the appellation
names the métier. Several paths may lead to one O*NET occupation: the best counts, so that a métier with twenty synonyms
is not pulled towards what they all half mean.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from metiers.catalogue.exclusions import Exclusions
from metiers.catalogue.readers.esco import Esco
from metiers.catalogue.readers.onet import Onet
from metiers.catalogue.readers.rome import Rome

QUALITY = {"exact": 1.0, "label": 0.9, "close": 0.7, "narrow": 0.5, "broad": 0.3}
# The reverse table tells no relation but lists what it deems fit: between close and broad, so narrow.
UNSTATED = QUALITY["narrow"]
# Nesta's confidence: 2 where both titles and descriptions agree, 1 for the best of several, .5 for a guess.
NESTA_QUALITY = {"2.0": QUALITY["close"], "1.0": QUALITY["narrow"], "0.5": QUALITY["broad"]}
PRINCIPAL = 3.0
WITHOUT_PRINCIPAL = 0.8
THRESHOLD = 0.49
# Under this, no single hop was close: the figures are told with less confidence.
SURE = 0.7
BY_HAND = "lecture"
# Links weaker than this share of the best one say more about the crosswalk than about the métier.
WEAKEST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a métier to an O*NET occupation: `quality` in 0–1, `principale` when a PRINCIPALE appellation
    carries it, `table` the second crosswalk (`onet`, `reverse`, `nesta`; `lecture` for a link made by hand)."""

    onet: str
    quality: float
    principale: bool
    table: str

    @property
    def weight(self) -> float:
        return self.quality * (PRINCIPAL if self.principale else 1.0)


@dataclass(frozen=True, slots=True)
class Link:
    """What a métier's figures are made of: `shares` of O*NET occupations (sum 1, largest first), quality in 0–1."""

    shares: tuple[tuple[str, float], ...]
    quality: float
    principale: bool
    tables: tuple[str, ...]


def link_metiers(
    rome: Rome, esco: Esco, onet: Onet, exclusions: Exclusions, told: Collection[str] = ()
) -> dict[str, Link]:
    """Key → Link, for every ROME code, and every appellation of `told` (code and OGR), that reaches an O*NET profile,
    whatever its quality. An appellation that has a fiche gives it its name, and counts for its code as before.

    Links that `exclusions` refuses are left out; whole métiers it drops are still here, for the report.
    """
    first = appellation_hops(rome, esco)
    second = onet_hops(esco, onet)
    paths: dict[str, list[Path]] = defaultdict(list)
    for appellation in rome.appellations:
        key = f"{appellation.code}-{appellation.ogr}"
        for uri, quality in first.get(appellation.ogr, {}).items():
            for code, (other, table) in second.get(uri, {}).items():
                if not exclusions.refuses(appellation.code, code):
                    path = Path(code, quality * other, appellation.principale, table)
                    paths[appellation.code].append(path)
                    if key in told:
                        paths[key].append(replace(path, principale=True))
    for key, (end, relation) in exclusions.joined.items():
        if end in onet.profiles and (key in rome.libelles or key in told):
            paths[key] = [Path(end, QUALITY[relation], True, BY_HAND)]
    return {key: link_of(found) for key, found in sorted(paths.items())}


def link_of(paths: list[Path]) -> Link:
    """The best path to each O*NET occupation, as shares of the total weight.

    The quality is the best product of any path, times .8 where no PRINCIPALE appellation has a path at all.
    """
    best: dict[str, Path] = {}
    for path in sorted(paths, key=lambda p: (p.weight, p.table, p.onet)):
        best[path.onet] = path
    strongest = max(path.weight for path in best.values())
    kept = {code: path for code, path in best.items() if path.weight >= WEAKEST_SHARE * strongest}
    total = sum(path.weight for path in kept.values())
    shares = sorted(((code, path.weight / total) for code, path in kept.items()), key=lambda s: (-s[1], s[0]))
    principale = any(path.principale for path in paths)
    quality = max(path.quality for path in paths) * (1.0 if principale else WITHOUT_PRINCIPAL)
    return Link(tuple(shares), quality, principale, tuple(sorted({path.table for path in kept.values()})))


def appellation_hops(rome: Rome, esco: Esco) -> dict[str, dict[str, float]]:
    """OGR → ESCO uri → quality: the official mapping, and for what it does not know the same French label (.9)."""
    hops: dict[str, dict[str, float]] = defaultdict(dict)
    for hop in esco.rome:
        hops[hop.start][hop.end] = max(hops[hop.start].get(hop.end, 0.0), QUALITY[hop.relation])
    by_label = {forms: uri for uri, label in sorted(esco.french.items()) if (forms := label_key(label))}
    for appellation in rome.appellations:
        uri = by_label.get(label_key(appellation.libelle))
        if uri and appellation.ogr not in hops:
            hops[appellation.ogr][uri] = QUALITY["label"]
    return dict(hops)


def label_key(label: str) -> str:
    """« Gemmologue-Expert / Gemmologue-Experte » and « gemmologue-expert/gemmologue-experte » are one label."""
    return re.sub(r"\s*/\s*", "/", " ".join(label.replace("’", "'").casefold().split()))


def onet_hops(esco: Esco, onet: Onet) -> dict[str, dict[str, tuple[float, str]]]:
    """ESCO uri → O*NET-SOC → (quality, table). The reverse table is asked where the official crosswalk leads to no
    profile, Nesta's where neither does."""
    hops = _official(esco, onet)
    for table, found in (("reverse", _reverse(esco, onet)), ("nesta", _nesta(esco, onet))):
        for uri, ends in found.items():
            hops.setdefault(uri, {code: (quality, table) for code, quality in ends.items()})
    return hops


def _official(esco: Esco, onet: Onet) -> dict[str, dict[str, tuple[float, str]]]:
    hops: dict[str, dict[str, tuple[float, str]]] = {}
    for hop in esco.onet:
        if hop.end in onet.profiles:
            ends = hops.setdefault(hop.start, {})
            label = QUALITY["label"] if same_title(onet.titles[hop.end], esco.english.get(hop.start, "")) else 0.0
            ends[hop.end] = max(ends.get(hop.end, (0.0, "")), (max(QUALITY[hop.relation], label), "onet"))
    return hops


def _reverse(esco: Esco, onet: Onet) -> dict[str, dict[str, float]]:
    uris = {label.casefold(): uri for uri, label in sorted(esco.english.items())}
    hops: dict[str, dict[str, float]] = defaultdict(dict)
    for hop in esco.reverse:
        if hop.end in onet.profiles and hop.start in uris:
            hops[uris[hop.start]][hop.end] = QUALITY["label"] if same_title(hop.relation, hop.start) else UNSTATED
    return dict(hops)


def same_title(onet: str, esco: str) -> bool:
    """« Dancers » and « dancer »: the same word for word, but for the plural."""
    return bool(esco) and onet.casefold().rstrip("s") == esco.casefold().rstrip("s")


def _nesta(esco: Esco, onet: Onet) -> dict[str, dict[str, float]]:
    hops: dict[str, dict[str, float]] = defaultdict(dict)
    for hop in esco.nesta:
        if hop.end in onet.profiles:
            hops[hop.start][hop.end] = NESTA_QUALITY.get(hop.relation, QUALITY["broad"])
    return dict(hops)
