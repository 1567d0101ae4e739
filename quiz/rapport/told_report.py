"""A fit report in sentences: what the page, the kept page, a share and the document say of one métier. Pure."""

from dataclasses import dataclass
from math import ceil

from metiers.charts import Radar, radar
from metiers.dimensions import CLES, PAR_CLE, Dimension
from metiers.francais.chiffres import decimal, entier, percent, percent_below, spelled
from metiers.francais.grammaire import listed as in_a_row
from metiers.francais.phrases import metiers, ordinal, plural, quoted
from quiz.methode.matching import BASE
from quiz.rapport.questions import questions
from quiz.rapport.raisons import Raisons, reasons
from quiz.rapport.report import NOTHING_CITED, Cited, Point, Report, SkillRow
from quiz.rapport.report_of import read_report
from quiz.rapport.text import Run, Sentence, listed, sentence, strong
from quiz.rapport.told_sum import CalculDit, compares, tell_sum, ticked
from quiz.rapport.voix import told_about_them
from quiz.rapport.wording import NO_VERDICT, SOLIDITES, gap, how_often, remarks, where
from quiz.resultat.instantane import Instantane, NiveauFige, PisteFigee

_TOLD = 3  # terms of a difference


@dataclass(frozen=True, slots=True)
class PlaceDite:
    """Where the métier stands: one large figure (`grand`, of `unite`), and the sentences that say what it is.
    `comparee`: is that its place among all métiers, or its index? `echelle`: interval and index, in % of the scale,
    whose marks are `reperes` (place in %, words); `alt` the same in words."""

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
    """Everything a report says. `travail`: what one does in the métier, or nothing; `rang`: its place in a few words;
    `pourquoi`: why, and what to check, in a few words; `compare`: are there métiers
    enough to rank each score among the others? `pour_autrui`: is it told to somebody else?"""

    travail: str
    detail: str
    rang: str
    pourquoi: Raisons
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
    pour_autrui: bool


def tell_report(
    instantane: Instantane, piste: PisteFigee, cited: Cited = NOTHING_CITED, *, pour_autrui: bool = False
) -> RapportDit:
    """`cited`: the passages of the fiche of today, for a report that is not kept yet; `pour_autrui`:
    somebody else reads it, to whom no next step is told."""
    report = read_report(instantane, piste, cited)
    before, gaps = _just_before(piste)
    why = reasons(instantane, piste)
    told = RapportDit(
        travail=piste.accroche,
        detail=where(piste),
        rang=_rank(instantane, piste),
        pourquoi=why,
        accroche=(*_resemblance(instantane, piste), *_summary(report)),
        place=_place(instantane, piste),
        etoile=radar(piste.percentiles, [10.0 * instantane.importances[cle] for cle in CLES]),
        etoile_alt=_star_in_words(instantane, piste),
        dimensions=_dimensions(instantane, report),
        compare=compares(instantane),
        calcul=tell_sum(instantane, piste, report),
        avant=before,
        raisons=gaps,
        points=(
            *(_strength(point, low=report.low) for point in report.strengths),
            *(_tension(point) for point in report.tensions),
        ),
        competences=_skills(instantane, piste, report),
        suite=() if pour_autrui else _next_steps(report, why.verifier),
        questions=questions(report),
        limites=_limits(),
        pour_autrui=pour_autrui,
    )
    return told_about_them(told) if pour_autrui else told


def _rank(instantane: Instantane, piste: PisteFigee) -> str:
    """« 3e piste sur 1 118 pour toi », among those in view."""
    if not piste.place or instantane.en_vue < 2:
        return ""
    return f"{ordinal(piste.place)} piste sur {entier(instantane.en_vue)} pour toi"


def _resemblance(instantane: Instantane, piste: PisteFigee) -> Sentence:
    """What of the student's own tastes counts here, when something does."""
    wished = instantane.chosen("interet")
    said = [f"il a {ticked(len(piste.interets), wished)}"] if piste.gouts else []
    said += ["il est d’un domaine qui t’attire"] if piste.attrait else []
    return sentence("Il te ressemble\u00a0: ", " et ".join(said), ". ") if said else ()


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
        grand=ordinal(piste.rank) if better is not None else decimal(piste.index),
        unite=f" sur {entier(instantane.metiers)}" if better is not None else " points",
        comparee=better is not None,
        solidite=SOLIDITES[piste.solidite],
        phrases=(
            _among_all(instantane, piste, better) if better is not None else _too_few(instantane),
            *_among_filters(instantane, piste),
            *(sentence(one) for one in (*_twins(piste), *remarks(piste))),
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


def _among_all(instantane: Instantane, piste: PisteFigee, better: float) -> Sentence:
    return sentence(
        "Dans tout le catalogue, ",
        strong(percent_below(better)),
        f" des {entier(instantane.metiers - 1)} autres métiers te correspondent moins. Son indice est "
        f"{decimal(piste.index)}.",
    )


def _twins(piste: PisteFigee) -> tuple[str, ...]:
    """The métiers that it stands with, if any."""
    twins = [one.titre for one in piste.variantes]
    give = plural(len(twins), "donne", "donnent")
    return (f"Elle fait une seule piste avec {in_a_row(twins)}, qui {give} autant de tout.",) if twins else ()


def _too_few(instantane: Instantane) -> Sentence:
    return sentence(
        f"C’est l’indice de ce métier. Le catalogue compte {metiers(instantane.metiers)}, trop peu pour dire comment "
        "il se place parmi les autres."
    )


def _among_filters(instantane: Instantane, piste: PisteFigee) -> tuple[Sentence, ...]:
    if not piste.place:
        left = "On l’atteint après des années d’expérience" if piste.apres_experience else "Tes filtres l’écartent"
        said = sentence(f"{left}\u00a0: il n’est pas dans ton classement, et ses chiffres le comparent à tous.")
    elif instantane.en_vue == instantane.metiers:
        return ()
    elif instantane.en_vue > 1:
        place = strong(f"{ordinal(piste.place)} piste")
        left = "que laissent tes filtres" if instantane.filtres else "de ton classement"
        said = sentence(f"Parmi les {metiers(instantane.en_vue)} {left}, c’est ta ", place, ".")
    else:
        said = sentence("C’est le seul métier que laissent tes filtres.")
    return (said,)


def _firm(instantane: Instantane, piste: PisteFigee) -> Sentence:
    firm = instantane.firm_among(instantane.among(piste))
    top = f" dans tes {spelled(instantane.methode.top)} premières, et "
    often = strong(how_often(piste.times))
    holds = ("elle est ", often, top) if piste.times else ("elle n’est ", often, top)
    under = piste.index > piste.high
    which = "réponses et des notes" if instantane.counts_tastes else "réponses"
    moderate = f", un peu sous le sien\u00a0: ce calcul s’écarte un peu des {which} les plus tranchées"
    why = moderate if under else ""
    return sentence(
        f"On a refait le calcul {entier(instantane.methode.draws)} fois en bougeant un peu tes priorités et les "
        "notes\u00a0: ",
        *(holds if firm else ()),
        f"son indice tombe entre {decimal(piste.low, 0)} et {decimal(piste.high, 0)} huit fois sur dix{why}.",
    )


def _star_in_words(instantane: Instantane, piste: PisteFigee) -> str:
    what = "son rang, sur 100" if compares(instantane) else "sa note, sur 100"
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


def _just_before(piste: PisteFigee) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Why another métier stands just before this one; nothing for the first, or when that one is not known."""
    before = piste.avant
    if before is None or not piste.ecarts:
        return (), ()
    mostly = "surtout " if len(piste.ecarts) > _TOLD else ""
    index = f", indice {decimal(before.index)}. Ce qui fait {mostly}la différence\u00a0:"
    said = sentence("Juste avant\u00a0: ", quoted(before.titre), index)
    return said, tuple(gap(one) for one in piste.ecarts[:_TOLD])


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


def _next_steps(report: Report, to_check: str) -> tuple[tuple[str, Sentence], ...]:
    """(what to do, how), in the order in which it helps."""
    return (
        ("Vérifie auprès de quelqu’un du métier.", _ask_somebody(report, to_check)),
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


def _ask_somebody(report: Report, to_check: str) -> Sentence:
    """About what the head of the report says to check; else about what the métier gives least."""
    if to_check:
        return sentence("Demande-lui comment ça se passe\u00a0: ", strong(to_check), ".")
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
