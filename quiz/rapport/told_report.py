"""A fit report in sentences: what the page, the kept page, a share and the document say of one métier. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from metiers.charts import Radar, radar
from metiers.dimensions import CLES, PAR_CLE, Dimension
from metiers.francais.chiffres import decimal, entier, percent, percent_below, rounded, signed
from metiers.francais.phrases import metiers, ordinal, quoted
from quiz.methode.matching import BASE, MIN_FOR_PERCENTILES
from quiz.methode.whatif import DOMAINES, GENERAL, INTERETS
from quiz.rapport.charts import Bar, waterfall
from quiz.rapport.questions import questions
from quiz.rapport.report import NOTHING_CITED, Cited, Point, Report, SkillRow, Term
from quiz.rapport.report_of import read_report
from quiz.rapport.text import Run, Sentence, listed, sentence, strong
from quiz.rapport.wording import LESS_SURE, NO_VERDICT, SOLIDITES, TERMES, gap, how_often, not_known, where
from quiz.resultat.instantane import Instantane, NiveauFige, PisteFigee

_TENTH = 10


@dataclass(frozen=True, slots=True)
class PlaceDite:
    ""

    """Where the métier stands: one large figure, and the sentences that say what it is. `echelle`: interval and
    index, in % of the scale, whose marks are `reperes` (place in %, words); `alt` the same in words; `comparee`: is
    the figure a share of the other métiers, or the index itself, of 100 (`unite`)?"""

    titre: str
    grand: str
    unite: str
    comparee: bool
    solidite: str
    phrases: tuple[Sentence, ...]
    indice: str
    echelle: tuple[float, float, float]
    reperes: tuple[tuple[float, str], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class DimensionDite:
    """One dimension: what it weighs for the student, the score of the fiche, its rank among 100 métiers."""

    cle: str
    label: str
    importance: int
    part: str
    note: str
    rang: str


@dataclass(frozen=True, slots=True)
class LigneDite:
    """One line of the sum, its total so far, why, and how to find it again by hand (empty for the first two)."""

    label: str
    cle: str
    points: str
    total: str
    pourquoi: str
    formule: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class CalculDit:
    """The lines add up to `total` as they are written; `fin`: how the index follows from it."""

    intro: str
    lignes: tuple[LigneDite, ...]
    total: str
    fin: str
    main: Sentence
    alt: str


@dataclass(frozen=True, slots=True)
class PointDit:
    """A strength or a tension, and the passages of the fiche that speak of it."""

    genre: str
    dimension: Dimension
    tension: bool
    phrase: Sentence
    citation: Sentence


@dataclass(frozen=True, slots=True)
class CompetenceDite:
    """One skill: what is expected (0–100, None when it is not known), what the student says, and both in words."""

    nom: str
    attendu: float | None
    toi: float | None
    dit: str
    statut: str


@dataclass(frozen=True, slots=True)
class CompetencesDites:
    """`repondre`: what the student may still be asked to do, empty when all is rated; `attendus`: is what the métier
    expects known?"""

    phrase: Sentence
    repondre: str
    attendus: bool
    lignes: tuple[CompetenceDite, ...]
    rappel: str


@dataclass(frozen=True, slots=True)
class RapportDit:
    """Everything a report says. `compare`: are there métiers enough to rank each score among the others?"""

    detail: str
    accroche: Sentence
    place: PlaceDite
    etoile: Radar
    etoile_alt: str
    dimensions: tuple[DimensionDite, ...]
    compare: bool
    calcul: CalculDit
    avant: Sentence
    raisons: tuple[Sentence, ...]
    points: tuple[PointDit, ...]
    competences: CompetencesDites
    suite: tuple[tuple[str, Sentence], ...]
    questions: tuple[str, ...]
    limites: tuple[Sentence, ...]


def tell_report(instantane: Instantane, piste: PisteFigee, cited: Cited = NOTHING_CITED) -> RapportDit:
    """`cited`: the passages of the fiche of today, for a report that is not kept yet."""
    report = read_report(instantane, piste, cited)
    before, reasons = _just_before(piste)
    return RapportDit(
        detail=where(piste),
        accroche=_summary(report),
        place=_place(instantane, piste),
        etoile=radar(piste.percentiles, [10.0 * instantane.importances[cle] for cle in CLES]),
        etoile_alt=_star_in_words(instantane, piste),
        dimensions=_dimensions(instantane, report),
        compare=_compares(instantane),
        calcul=_sum(instantane, piste, report),
        avant=before,
        raisons=reasons,
        points=(
            *(_strength(point, low=report.low) for point in report.strengths),
            *(_tension(point) for point in report.tensions),
        ),
        competences=_skills(instantane, piste, report),
        suite=_next_steps(report),
        questions=questions(report),
        limites=_limits(),
    )


def _compares(instantane: Instantane) -> bool:
    return instantane.metiers >= MIN_FOR_PERCENTILES


def _summary(report: Report) -> Sentence:
    said: list[str | Run] = []
    if report.balanced:
        said.append("Tes priorités sont équilibrées\u00a0: rien ne passe devant le reste. ")
    if report.low:
        said.append("Ce métier donne peu de ce qui compte pour toi\u202f; ce qu’il donne le moins mal\u00a0: ")
    else:
        said.append("Il donne à peu près autant de tout, dont " if report.flat else "Ce métier donne surtout ")
    strengths = [point.term.dimension for point in report.strengths]
    said += listed([strong(dimension.partitif, dimension.cle) for dimension in strengths])
    said.append(", mais ce n’est pas là que tu mets tes priorités." if report.beside else ".")
    if report.tensions:
        matters = report.tensions[0].matters
        said.append(f" {'À regarder de près' if matters else 'Ce qu’il donne le moins'}\u00a0: ")
        tensions = [point.term.dimension for point in report.tensions]
        said += listed([strong(dimension.article, dimension.cle) for dimension in tensions])
        said.append("." if matters else ", mais tu y tiens moins.")
    return sentence(*said)


def _place(instantane: Instantane, piste: PisteFigee) -> PlaceDite:
    better = piste.better_than
    top = 50 * max(2, ceil(max(piste.high, piste.index) / 50))  # of the scale
    return PlaceDite(
        titre="Ta place pour ce métier" if better is not None else "Indice d’épanouissement",
        grand=percent_below(better) if better is not None else decimal(piste.index),
        unite="" if better is not None else " points",
        comparee=better is not None,
        solidite=SOLIDITES[piste.solidite],
        phrases=(
            _among_all(instantane, piste) if better is not None else _too_few(instantane),
            *_among_filters(instantane, piste),
            *((sentence(LESS_SURE),) if piste.lien_faible else ()),
            *((sentence(not_known(piste.refus_inconnus)),) if piste.refus_inconnus else ()),
            _firm(instantane, piste),
            sentence(
                "Moyenne des notes de la fiche, pesées par tes priorités\u00a0: ",
                strong(f"{decimal(piste.weighted_mean)} sur 100"),
                ".",
            ),
        ),
        indice=decimal(piste.index),
        echelle=(100 * piste.low / top, 100 * piste.high / top, 100 * piste.index / top),
        reperes=tuple((100 * mark / top, str(mark)) for mark in (0, int(BASE), top)),
        alt=f"Échelle de 0 à {top}\u00a0: l’indice est {decimal(piste.index)}, l’intervalle va de "
        f"{decimal(piste.low, 0)} à {decimal(piste.high, 0)}, le départ de tous les métiers est 50.",
    )


def _among_all(instantane: Instantane, piste: PisteFigee) -> Sentence:
    return sentence(
        f"des {entier(instantane.metiers - 1)} autres métiers du catalogue te correspondent moins. Sur "
        f"{entier(instantane.metiers)}, c’est ta ",
        strong(f"{ordinal(piste.rank)} piste"),
        f", avec un indice de {decimal(piste.index)}.",
    )


def _too_few(instantane: Instantane) -> Sentence:
    return sentence(
        f"C’est l’indice de ce métier. Le catalogue compte {metiers(instantane.metiers)}, trop peu pour dire comment "
        "il se place parmi les autres."
    )


def _among_filters(instantane: Instantane, piste: PisteFigee) -> tuple[Sentence, ...]:
    if not piste.place:
        said = sentence("Tes filtres laissent ce métier de côté\u00a0: ses chiffres le comparent à tous les métiers.")
    elif instantane.en_vue == instantane.metiers:
        return ()
    elif instantane.en_vue > 1:
        place = strong(f"{ordinal(piste.place)} piste")
        said = sentence(f"Parmi les {metiers(instantane.en_vue)} que laissent tes filtres, c’est ta ", place, ".")
    else:
        said = sentence("C’est le seul métier que laissent tes filtres.")
    return (said,)


def _firm(instantane: Instantane, piste: PisteFigee) -> Sentence:
    firm = instantane.firm_among(instantane.among(piste))
    top = f" dans ton top {instantane.methode.top}, et "
    often = strong(how_often(piste.times))
    holds = ("elle est ", often, top) if piste.times else ("elle n’est ", often, top)
    under = piste.index > piste.high
    why = ", un peu sous celui de tes réponses\u00a0: ce calcul s’écarte un peu des plus tranchées" if under else ""
    return sentence(
        f"On a refait le calcul {entier(instantane.methode.draws)} fois en bougeant un peu tes priorités et les "
        "notes\u00a0: ",
        *(holds if firm else ()),
        f"son indice tombe entre {decimal(piste.low, 0)} et {decimal(piste.high, 0)} huit fois sur dix{why}.",
    )


def _star_in_words(instantane: Instantane, piste: PisteFigee) -> str:
    what = "son rang, sur 100" if _compares(instantane) else "sa note, sur 100"
    said = "\u202f; ".join(
        f"{PAR_CLE[cle].label}\u00a0: {decimal(value, 0)}, toi {instantane.importances[cle]} sur 10"
        for cle, value in zip(CLES, piste.percentiles, strict=True)
    )
    return f"Étoile à cinq branches\u00a0: pour le métier {what}, et ce que tu as répondu. {said}."


def _dimensions(instantane: Instantane, report: Report) -> tuple[DimensionDite, ...]:
    return tuple(
        DimensionDite(
            cle=term.dimension.cle,
            label=term.dimension.label,
            importance=instantane.importances[term.dimension.cle],
            part=percent(term.weight),
            note=decimal(term.raw, 0),
            rang=decimal(term.percentile, 0),
        )
        for term in report.terms
    )


def _sum(instantane: Instantane, piste: PisteFigee, report: Report) -> CalculDit:
    """The waterfall, as bars and as lines that add up to the last digit shown."""
    rows = [("Point de départ", "", "le même pour tous les métiers", ""), *_terms_in_words(instantane, piste, report)]
    steps = piste.steps[: len(rows) - 1]
    points = adding_up(steps, rounded(piste.unclipped, 1) - BASE)
    totals = list(accumulate([BASE, *points]))
    values = [decimal(BASE, 0), *(signed(value) for value in points)]
    lines = tuple(
        LigneDite(label, cle, value, decimal(total), reason, formula, bar)
        for (label, cle, reason, formula), value, total, bar in zip(
            rows, values, totals, waterfall(BASE, steps), strict=True
        )
    )
    said = "\u202f; ".join(f"{line.label.lower()} {line.points}" for line in lines)
    total, brought_back = decimal(totals[-1]), abs(piste.index - piste.unclipped) > 0.05
    ranks = "son rang, de 0 à 100," if _compares(instantane) else "sa note, de 0 à 100,"
    return CalculDit(
        intro="On part de 50. Chaque ligne ajoute ou retire des points, et le total donne l’indice. Rien d’autre n’y "
        "entre. Une barre pleine ajoute, une barre plus claire retire\u202f; elles sont agrandies pour qu’on les voie.",
        lignes=lines,
        total=total,
        fin=f"ramené à {decimal(piste.index)}\u00a0: c’est l’indice" if brought_back else "c’est l’indice",
        main=sentence(
            f"Une dimension vaut\u00a0: (sa part dans tes priorités − 20\u00a0%) × ({ranks} − la moyenne des cinq). "
            "Dans le tableau, le dernier chiffre est arrondi de sorte que les lignes fassent le total."
        ),
        alt=f"Des barres qui s’enchaînent\u00a0: {said}\u202f; total {total}.",
    )


Ligne = tuple[str, str, str, str]
"""Label, hue, why, how to find it again."""


def _terms_in_words(instantane: Instantane, piste: PisteFigee, report: Report) -> list[Ligne]:
    """The terms in the order of `PisteFigee.steps`; without what the student was not asked, or did not say."""
    terms = [
        (TERMES[GENERAL], "", _general(instantane, report), ""),
        *((one.dimension.label, one.dimension.cle, one.words, _formula(one, report.mean)) for one in report.terms),
    ]
    wished, liked = instantane.chosen("interet"), instantane.chosen("aime")
    if piste.gouts or piste.attrait or (instantane.counts_tastes and (wished or liked)):
        terms.append((TERMES[INTERETS], "", _interests_in_words(piste, wished), ""))
        terms.append((TERMES[DOMAINES], "", _liked_in_words(piste, liked), ""))
    return terms


def _interests_in_words(piste: PisteFigee, wished: int) -> str:
    if not wished:
        return "tu n’as coché aucune phrase"
    had = len(piste.interets)
    if not had:
        return "il n’a aucune des phrases que tu as cochées"
    which = "ta phrase" if wished == 1 else f"{had} de tes {wished} phrases"
    return f"il a {which}\u202f; une phrase rare parmi les métiers compte plus qu’une phrase courante"


def _liked_in_words(piste: PisteFigee, liked: int) -> str:
    if not liked:
        return "tu n’as choisi aucun domaine"
    return "il est d’un domaine que tu as choisi" if piste.attrait else "il n’est pas d’un domaine que tu as choisi"


def _general(instantane: Instantane, report: Report) -> str:
    what = "rangs" if _compares(instantane) else "notes"
    return (
        f"la moyenne de ses cinq {what} est {decimal(report.mean)}\u00a0: on compte "
        f"{percent(instantane.methode.share)} de l’écart à 50"
    )


def _formula(term: Term, mean: float) -> str:
    share, gap = f"{percent(term.weight, 1)} − 20\u00a0%", f"{decimal(term.percentile)} − {decimal(mean)}"
    return f"({share}) × ({gap}) = {signed(term.points, 2)}"


def adding_up(values: Sequence[float], total: float) -> list[float]:
    """Each value to one decimal, so that their sum is `total` to one decimal: those that lost most by rounding give way
    or take."""
    tenths = [round(rounded(value, 1) * _TENTH) for value in values]
    missing = round(rounded(total, 1) * _TENTH) - sum(tenths)
    step = 1 if missing > 0 else -1
    by_need = sorted(range(len(tenths)), key=lambda row: step * (tenths[row] - values[row] * _TENTH))
    for row in by_need[: abs(missing)]:
        tenths[row] += step
    return [value / _TENTH for value in tenths]


def _just_before(piste: PisteFigee) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Why another métier stands just before this one; nothing for the first, or when that one is not known."""
    before = piste.avant
    if before is None or not piste.ecarts:
        return (), ()
    said = sentence(
        "Juste avant\u00a0: ",
        quoted(before.titre),
        f", indice {decimal(before.index)}. Ce qui fait la différence\u00a0:",
    )
    return said, tuple(gap(one) for one in piste.ecarts[:3])


def _strength(point: Point, *, low: bool) -> PointDit:
    genre = "Le moins faible" if low else "Point fort pour toi" if point.matters else "Point fort du métier"
    return PointDit(genre, point.term.dimension, False, _point(point), _citation(point, "missions", ""))


def _tension(point: Point) -> PointDit:
    genre = "Tension" if point.matters else "Ce qu’il donne le moins"
    ask = " À demander à quelqu’un qui fait ce métier."
    lowest = ", sa note la plus basse" if point.lowest else ""
    return PointDit(genre, point.term.dimension, True, _point(point, lowest), _citation(point, "contraintes", ask))


def _point(point: Point, lowest: str = "") -> Sentence:
    return sentence(
        "La fiche note cette dimension ",
        strong(f"{decimal(point.term.raw, 0)} sur 100"),
        f"{lowest}\u202f; elle pèse ",
        strong(percent(point.term.weight)),
        " de tes priorités.",
    )


def _citation(point: Point, section: str, end: str) -> Sentence:
    if not point.evidence:
        return ()
    names = ", ".join(quoted(name) for name in point.evidence)
    return sentence("Dans les ", Run(section, anchor=f"#{section}"), f"\u00a0: {names}.{end}")


def _skills(instantane: Instantane, piste: PisteFigee, report: Report) -> CompetencesDites:
    """A result kept before what métiers ask for was frozen shows what was rated alone."""
    rows = report.skill_rows
    score = report.skills.score if rows else piste.fit
    phrase, ask = _skills_in_words(report, score, rated=bool(instantane.niveaux))
    figure = "Ce chiffre dit le chemin à parcourir. Il ne change pas l’indice\u00a0: ne" if score is not None else "Ne"
    return CompetencesDites(
        phrase=phrase,
        repondre=ask,
        attendus=bool(rows),
        lignes=tuple(map(_skill, rows)) or tuple(map(_rated, instantane.niveaux)),
        rappel=f"{figure} pas savoir encore n’est pas un défaut.",
    )


def _skills_in_words(report: Report, score: float | None, *, rated: bool) -> tuple[Sentence, str]:
    covered = percent(report.skills.coverage)
    if score is not None:
        covers = f" Elles couvrent {covered} de ce que le métier demande." if report.skill_rows else ""
        return sentence(strong(percent(score / 100)), f" du niveau attendu, d’après tes réponses.{covers}"), ""
    if not report.skill_rows:
        if rated:
            return sentence("Tes réponses couvrent trop peu de ce que ce métier demande pour donner un chiffre."), ""
        return sentence("La fiche ne note aucune compétence technique."), ""
    if not report.skills.coverage:
        return sentence("Tu n’as pas encore dit où tu en es."), "Répondre, une minute"
    needed = "\u00a0: il en faut au moins la moitié pour donner un chiffre."
    return sentence(f"Tes réponses couvrent {covered} de ce que le métier demande{needed}"), "Compléter mes réponses"


def _skill(row: SkillRow) -> CompetenceDite:
    missing = "tu ne sais pas encore" if row.answered else "sans réponse"
    said = missing if row.rated is None else f"{decimal(row.rated, 0)} sur 100"
    return CompetenceDite(row.nom, row.required, row.rated, said, row.statut)


def _rated(one: NiveauFige) -> CompetenceDite:
    said = "tu ne sais pas encore" if one.niveau is None else f"{one.niveau} sur 100"
    return CompetenceDite(one.nom, None, one.niveau, said, "")


def _next_steps(report: Report) -> tuple[tuple[str, Sentence], ...]:
    """(what to do, how), in the order in which it helps."""
    return (
        ("Vérifie auprès de quelqu’un du métier.", _ask_somebody(report)),
        _try_something(report),
        (
            "Regarde un parcours de près.",
            sentence(
                Run("Les études décrites dans la fiche", anchor="#parcours"), ", puis une journée portes ouvertes."
            ),
        ),
        (
            "Parles-en.",
            sentence(
                "Un(e) psychologue de l’Éducation nationale (au lycée ou au CIO), ton ou ta prof principal(e), tes "
                "proches. Tu peux leur montrer cette page ou l’imprimer."
            ),
        ),
    )


def _ask_somebody(report: Report) -> Sentence:
    if not report.tensions:
        return ()
    tension = report.tensions[0]
    about = f", et parle de {quoted(tension.evidence[0])}" if tension.evidence else ""
    return sentence(
        f"Demande-lui comment se {tension.term.dimension.vit} {tension.term.dimension.article} au quotidien{about}."
    )


def _try_something(report: Report) -> tuple[str, Sentence]:
    if not report.to_learn:
        return "Essaie en vrai.", sentence(
            "Un stage d’observation ou une mission dans une association dit plus qu’un quiz."
        )
    names = [Run(quoted(row.nom)) for row in report.to_learn]
    how = "\u00a0: un projet de classe, une association ou un stage suffit pour commencer."
    return "Essaie une compétence en vrai.", sentence("Par exemple ", *listed(names, "ou"), how)


def sources(from_surveys: bool) -> Sentence:
    """Where the scores of a fiche come from: public surveys, or those who wrote it."""
    made = "calculées sur des enquêtes publiques" if from_surveys else "celles des rédacteurs de la fiche"
    return sentence(
        f"Les notes du métier sont {made} (", Run("d’où viennent ces chiffres\u202f?", anchor="#chiffres"), ")."
    )


def _limits() -> tuple[Sentence, ...]:
    return (
        sentence("C’est une comparaison entre tes réponses et une fiche. Si tes réponses changent, elle change."),
        sentence(NO_VERDICT),
        sentence(
            "Deux postes du même métier peuvent être très différents. Un point d’écart ne veut rien dire\u00a0: "
            "regarde plutôt ce qui tire vers le haut, ce qui tire vers le bas, et pourquoi."
        ),
    )
