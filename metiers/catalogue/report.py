"""What a maintainer reads after a build: counts, correlations, extremes, what was dropped, the weakest links. Pure."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from metiers.catalogue.arithmetic import Vector, correlation
from metiers.catalogue.build import NO_PROFILE, TOO_WEAK, Catalogue
from metiers.catalogue.checks import CHECKS
from metiers.catalogue.experience import THRESHOLD
from metiers.catalogue.joins import BY_HAND, SURE, appellation_hops, onet_hops
from metiers.catalogue.publication import key_of
from metiers.catalogue.readers import Sources
from metiers.francais.chiffres import decimal, percent

EXTREMES = 10
MANY = 20  # of qualité de vie and its facets
WEAKEST = 50
NEARLY = THRESHOLD - 10


def report(catalogue: Catalogue, sources: Sources, folder: Path) -> str:
    """The whole report, in French, as plain text. `folder`: where the sources are, for what only checks."""
    parts = [part(catalogue, sources) for part in (counts, dimension_table)]
    parts += [check(catalogue, sources, folder) for check in CHECKS]
    parts += [part(catalogue, sources) for part in (estimates, extremes, experienced, left_out, dropped, weakest)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def counts(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    first, second = appellation_hops(sources.rome, sources.esco), onet_hops(sources.esco, sources.onet)
    reached = {a.code for a in sources.rome.appellations if a.ogr in first}
    profiled = {a.code for a in sources.rome.appellations if second.keys() & first.get(a.ogr, {}).keys()}
    tables = Counter(table for ends in second.values() for table in {table for _, table in ends.values()})
    yield "== Effectifs"
    yield f"codes ROME : {len(sources.rome.libelles)}, appellations : {len(sources.rome.appellations)}"
    yield f"appellations reliées à ESCO : {len(first)}, codes ROME : {len(reached)}"
    yield f"professions ESCO reliées à O*NET : {len(second)} ({_listed(tables)})"
    yield f"professions O*NET au profil complet : {len(sources.onet.profiles)}"
    yield f"codes ROME reliés à un profil : {len(profiled)}"
    by_table = Counter(table for link in catalogue.links.values() for table in link.tables)
    yield f"métiers du catalogue : {len(catalogue.metiers)} (tables suivies : {_listed(by_table)})"
    yield f"  dont estimés d’après leurs voisins : {len(catalogue.estimated)}"
    yield f"  dont appellations : {sum('ogr' in metier for metier in catalogue.metiers)}"
    yield f"  par grand domaine : {_listed(Counter(str(metier['grand_domaine']) for metier in catalogue.metiers))}"
    doubtful = sum(link.quality < SURE for link in catalogue.links.values())
    yield f"  dont reliés de loin (qualité sous {SURE}) : {doubtful}"
    for key in ("salaire", "etudes", "experience"):
        yield f"  dont « {key} » connu : {sum(bool(metier[key]) for metier in catalogue.metiers)}"
    sources_etudes = Counter(m["etudes"]["source"] for m in catalogue.metiers if isinstance(m["etudes"], dict))
    yield f"  niveau d’études : {_listed(sources_etudes)}"
    yield f"  avec des outils : {sum(bool(metier['outils']) for metier in catalogue.metiers)}"


def dimension_table(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    scores = _scores(catalogue)
    yield "== Corrélations entre dimensions"
    yield " " * 12 + " ".join(f"{cle:>11}" for cle in scores)
    for cle, row in scores.items():
        yield f"{cle:<12}" + " ".join(f"{correlation(row, other):>11.2f}" for other in scores.values())


def estimates(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    """How well the métiers that have figures are found again without them, then each estimate and its neighbours."""
    trial = catalogue.trial
    yield f"== Estimations : {len(catalogue.links)} métiers retrouvés d’après leurs voisins, sans profession commune"
    yield f"{'':<14}{'r':>8}{'erreur':>10}"
    for cle, r in trial.r.items():
        yield f"{cle:<14}{r:>8.2f}{trial.error[cle]:>10.1f}"
    yield f"== Métiers estimés : {len(catalogue.estimated)}"
    names = {key_of(str(m["code"]), str(m.get("ogr", ""))): str(m["libelle"]) for m in catalogue.metiers}
    for key, neighbours in catalogue.estimated.items():
        told = " ; ".join(f"{names[other]} {percent(share)}" for other, share in neighbours)
        yield f"  {key} {names[key]} ← {told}"


def left_out(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    """What has no fiche: other names of a métier, and what nobody is told of."""
    publication = catalogue.publication
    yield f"== Autres noms d’un métier : {len(publication.named)} ; sans fiche : {len(publication.left_out)}"
    for code, why in publication.left_out.items():
        yield f"  {code} {sources.rome.libelles[code]} : {why}"


def extremes(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    facets = {cle: np.array(values, dtype=np.float64) for cle, values in catalogue.profiles.facettes.items()}
    for cle, row in (facets | _scores(catalogue)).items():
        shown = MANY if cle in facets or cle == "qualite_vie" else EXTREMES
        order = np.argsort(-row, kind="stable").tolist()
        yield f"== {cle} : de {int(row.min())} à {int(row.max())}"
        for name, chosen in (("haut", order[:shown]), ("bas", order[: -shown - 1 : -1])):
            yield f"  {name} : " + " ; ".join(f"{int(row[i])} {_title(catalogue, sources, i)}" for i in chosen)


def experienced(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    """Those reached after years of work, and those not far from it: the share in %, « * » where a hand decided."""
    found = [(m["experience"], m["libelle"]) for m in catalogue.metiers]
    known = [(experience, label) for experience, label in found if isinstance(experience, dict)]
    known.sort(key=lambda pair: -(pair[0]["part"] or 0))
    near = [pair for pair in known if not pair[0]["demandee"] and (pair[0]["part"] or 0) >= NEARLY]
    reached = [pair for pair in known if pair[0]["demandee"]]
    for title, pairs in (
        ("Après plusieurs années", reached),
        (f"Dès {NEARLY} %, mais pas après plusieurs années", near),
    ):
        yield f"== {title} : {len(pairs)}"
        for experience, label in pairs:
            yield f"  {experience['part']}{'*' if experience['source'] == BY_HAND else ''} {label}"


def dropped(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    reasons = Counter(catalogue.dropped.values())
    by_hand = {code: why for code, why in catalogue.dropped.items() if why not in (NO_PROFILE, TOO_WEAK)}
    yield f"== Écartés des enquêtes, sans chiffres à eux : {len(catalogue.dropped)}"
    for why in (NO_PROFILE, TOO_WEAK):
        yield f"{reasons[why]} : {why}"
    yield f"{len(by_hand)} : écartés à la lecture"
    yield from (f"  {code} {sources.rome.libelles[code]} : {why}" for code, why in by_hand.items())
    for why in (NO_PROFILE, TOO_WEAK):
        codes = [code for code, reason in catalogue.dropped.items() if reason == why]
        yield f"{why} : {' '.join(codes)}"


def weakest(catalogue: Catalogue, sources: Sources) -> Iterator[str]:
    order = sorted(catalogue.links.items(), key=lambda item: (item[1].quality, item[1].principale, item[0]))
    yield f"== Les {WEAKEST} liens les plus faibles"
    for code, link in order[:WEAKEST]:
        ends = " ; ".join(f"{sources.onet.titles[onet]} {percent(share)}" for onet, share in link.shares[:4])
        yield f"  {decimal(link.quality, 2)} {code} {sources.rome.libelles[code]} → {ends}"


def _scores(catalogue: Catalogue) -> dict[str, Vector]:
    return {cle: np.array(values, dtype=np.float64) for cle, values in catalogue.profiles.scores.items()}


def _title(catalogue: Catalogue, sources: Sources, index: int) -> str:
    return sources.rome.libelles[catalogue.profiles.codes[index]]


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))
