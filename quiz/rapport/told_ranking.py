"""A ranking in sentences: what the page, the kept page, a share and the document say of it. Pure."""

from dataclasses import dataclass

from metiers.dimensions import PAR_CLE
from metiers.francais.chiffres import decimal, entier, level, percent, spelled
from metiers.francais.grammaire import listed
from metiers.francais.phrases import count, metiers, ordinal, plural
from quiz.methode.stability import PROBABLE
from quiz.rapport.charts import Scatter, scatter
from quiz.rapport.raisons import reasons
from quiz.rapport.text import Run, Sentence, in_quotes, sentence, strong
from quiz.rapport.voix import told_about_them
from quiz.rapport.wording import (
    EQUALITY,
    NO_VERDICT,
    SOLIDITES,
    filter_in_words,
    gap,
    how_often,
    remarks,
    where,
)
from quiz.resultat.instantane import DirectionFigee, Instantane, PisteFigee, SeuilFige

_MOVES = ((0.03, "à peine"), (0.08, "un peu"), (0.2, "bien"), (2.0, "beaucoup"))


@dataclass(frozen=True, slots=True)
class PisteDite:
    """One line: `pour` and `verifier`, two reasons and what to look at; `etudes`, a level; `detail`, its domaine and
    studies; `interets`: which of several that were chosen it has; `fois` and
    `solidite` are empty where nothing firm can be said; `competences`, empty when too few are rated; `raisons`: why
    the one before it is before it."""

    piste: PisteFigee
    pour: tuple[Sentence, ...]
    verifier: str
    etudes: str
    detail: str
    fois: str
    solidite: str
    egalite: str
    interets: tuple[str, ...]
    remarques: tuple[str, ...]
    indice: str
    competences: str
    raisons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RangDeTuiles:
    """One of four rows of 25 tiles of 10 units, for a hundred draws: `y`, its middle; `width`, how far it is lit."""

    y: int
    width: int


@dataclass(frozen=True, slots=True)
class DirectionDite:
    """A domaine that comes back, `nom`; `rangs`: as many tiles lit as it comes back times out of 100; `ailleurs`: what
    is said when the first piste is not of it."""

    nom: str
    phrase: Sentence
    rangs: tuple[RangDeTuiles, ...]
    ailleurs: str


@dataclass(frozen=True, slots=True)
class ClassementDit:
    """`vide`: what is said when there is no piste; `directions`: the domaines that come back; `caches`: the métiers
    left for later; `fermete`: what « fois sur 100 » means; `entrees`: what would come in; `autrement`: something
    else; `nuage`: the scatter of those whose skills fit is known; `cible`: the métier asked about, when it is not in
    the list; `pour_autrui`: is it told to somebody else?"""

    titre: str
    compte: str
    filtres: tuple[str, ...]
    remarques: tuple[Sentence, ...]
    vide: Sentence
    directions: tuple[DirectionDite, ...]
    caches: Sentence
    fermete: Sentence
    pistes: tuple[PisteDite, ...]
    entrees: tuple[Sentence, ...]
    autrement: Sentence | None
    nuage: Scatter | None
    cible: Sentence | None
    limites: tuple[Sentence, ...]
    pour_autrui: bool


def tell_ranking(instantane: Instantane, *, essai: bool = False, pour_autrui: bool = False) -> ClassementDit:
    """`essai`: the priorities are tried, not given, so that nothing is said of how they were given; `pour_autrui`:
    somebody else reads it."""
    known = [(piste.place, piste.index, piste.fit) for piste in instantane.pistes if piste.fit is not None]
    told = ClassementDit(
        titre=_titre(len(instantane.pistes)),
        compte=_compte(instantane),
        filtres=tuple(filter_in_words(one) for one in instantane.filtres),
        remarques=_remarques(instantane, essai=essai),
        vide=_vide(instantane),
        directions=_directions(instantane),
        caches=_caches(instantane),
        fermete=_fermete(instantane),
        pistes=tuple(
            _piste(instantane, piste, several=instantane.chosen("interet") > 1) for piste in instantane.pistes
        ),
        entrees=tuple(_entree(seuil, instantane.methode.top) for seuil in instantane.entrees),
        autrement=_autrement(*instantane.autrement) if instantane.autrement else None,
        nuage=scatter(known),
        cible=_cible(instantane.cible) if instantane.cible else None,
        limites=_limites(instantane),
        pour_autrui=pour_autrui,
    )
    return told_about_them(told) if pour_autrui else told


def _titre(count: int) -> str:
    if count > 1:
        return f"Tes {count} premières pistes"
    return "Ta seule piste" if count else "Aucune piste"


def _compte(instantane: Instantane) -> str:
    if not instantane.filtres or instantane.en_vue == instantane.metiers:
        return f"{metiers(instantane.en_vue)} {plural(instantane.en_vue, 'comparé')}."
    return f"Avec tes filtres\u00a0: {metiers(instantane.en_vue)} sur {entier(instantane.metiers)}."


def _vide(instantane: Instantane) -> Sentence:
    if instantane.pistes:
        return ()
    if not instantane.metiers:
        return sentence("Aucun métier n’est publié pour l’instant.")
    return sentence("Aucun métier ne passe tous tes filtres à la fois. Enlève-en un pour voir des pistes.")


def _remarques(instantane: Instantane, *, essai: bool) -> tuple[Sentence, ...]:
    """What the answers themselves say of the result. Never a refusal."""
    whose = "Ces" if essai else "Tes"
    liking = instantane.counts_tastes and (instantane.chosen("interet") or instantane.chosen("aime"))
    yours = Run("tes priorités", anchor="#priorites")
    said = (
        (
            instantane.equilibre,
            sentence(
                f"{whose} priorités sont équilibrées\u00a0: rien ne passe devant le reste, et c’est une réponse comme "
                "une autre." + ("" if liking else " Le classement suit alors surtout le niveau général des métiers.")
            ),
        ),
        (
            instantane.rapide and not essai,
            sentence("Tu as répondu très vite. Relis ", yours, "\u00a0: si elles te ressemblent, tout va bien."),
        ),
        (
            instantane.hesitant and not essai,
            sentence(
                "Tes choix entre les phrases ne vont pas tous dans le même sens\u00a0: c’est courant. Vérifie que ",
                yours,
                " disent bien ce que tu veux.",
            ),
        ),
    )
    return tuple(remark for holds, remark in said if holds)


def _fermete(instantane: Instantane) -> Sentence:
    if not instantane.pistes:
        return ()
    if not instantane.firm:
        return sentence("Il y a trop peu de métiers ici pour dire à quel point ces places sont solides.")
    return sentence(
        strong("Solide"),
        f"\u00a0: la piste reste presque toujours dans tes {spelled(instantane.methode.top)} premières quand on bouge "
        "un peu tes réponses et les notes. ",
        strong("Probable"),
        "\u00a0: plus d’une fois sur deux. ",
        strong("À explorer"),
        "\u00a0: de temps en temps. Sans mot\u00a0: rarement. Les nombres sur 100 viennent de "
        f"{entier(instantane.methode.draws)} calculs\u202f; celui d’une direction dit combien de fois trois au moins "
        "de tes dix premières pistes en viennent. Une piste plus bas peut rester plus souvent\u00a0: la place suit tes "
        "réponses à la lettre, ce calcul s’en écarte un peu.",
    )


def _piste(instantane: Instantane, piste: PisteFigee, *, several: bool) -> PisteDite:
    told = reasons(instantane, piste)
    return PisteDite(
        piste=piste,
        pour=told.pour,
        verifier=told.verifier,
        etudes=level(piste.niveau) if piste.niveau is not None else "",
        detail=where(piste),
        fois=how_often(piste.times) if instantane.firm else "",
        solidite=SOLIDITES[piste.solidite],
        egalite=EQUALITY if piste.ex_aequo else "",
        interets=piste.interets if several else (),
        remarques=(*_twins(piste), *remarks(piste)),
        indice=decimal(piste.index),
        competences=percent(piste.fit / 100) if piste.fit is not None else "",
        raisons=tuple(gap(one) for one in piste.ecarts),
    )


def _twins(piste: PisteFigee) -> tuple[str, ...]:
    """The métiers that stand with it, if any."""
    twins = [one.titre for one in piste.variantes]
    near = f"{count(len(twins), 'métier')} tout {plural(len(twins), 'proche')}"
    return (f"{near}\u00a0: {listed(twins)}.",) if twins else ()


def _directions(instantane: Instantane) -> tuple[DirectionDite, ...]:
    """The domaines that come back more often than not. How firm a direction is has no word: it would be read as that of
    a piste, which is another figure."""
    if not instantane.firm:
        return ()
    likely = [one for one in instantane.directions if one.times >= PROBABLE]
    first = instantane.pistes[0].domaine if instantane.pistes else ""
    return tuple(
        DirectionDite(
            one.nom,
            _direction(one, again=rank > 0),
            _tiles(one.times),
            "" if first in {one.nom, ""} else "Ta première piste n’en fait pas partie.",
        )
        for rank, one in enumerate(likely)
    )


def _direction(direction: DirectionFigee, *, again: bool) -> Sentence:
    revient = "Une autre revient" if again else "Une direction revient"
    return sentence(f"{revient}\u00a0: ", strong(direction.nom), f", {direction.times} fois sur 100.")


def _tiles(times: int) -> tuple[RangDeTuiles, ...]:
    return tuple(RangDeTuiles(10 * row + 5, 10 * min(max(times - 25 * row, 0), 25)) for row in range(4))


def _caches(instantane: Instantane) -> Sentence:
    if not instantane.caches:
        return ()
    more = f"{count(instantane.caches, 'métier')} que l’on atteint après des années d’expérience "
    kept = plural(instantane.caches, "est gardé", "sont gardés")
    return sentence(f"{more}{kept} pour plus tard.")


def _entree(seuil: SeuilFige, top: int) -> Sentence:
    dimension = PAR_CLE[seuil.dimension]
    return sentence(
        *in_quotes(Run(seuil.titre, anchor=seuil.slug)),
        f" entrerait dans tes {spelled(top)} premières si ",
        strong(dimension.article, dimension.cle),
        f" comptai{dimension.accord} {_how_much(seuil.wanted - seuil.weight)}\u00a0: {percent(seuil.wanted)} de tes "
        f"priorités au lieu de {percent(seuil.weight)}.",
    )


def _how_much(move: float) -> str:
    """A change of share (−1 to 1) in words: « un peu moins »."""
    amount = next(word for most, word in _MOVES if abs(move) < most)
    return f"{amount} {'plus' if move > 0 else 'moins'}"


def _autrement(slug: str, titre: str) -> Sentence:
    return sentence(
        "Pour voir tout autre chose\u00a0: ",
        *in_quotes(Run(titre, anchor=slug)),
        ", d’un autre domaine et d’un autre profil.",
    )


def _cible(piste: PisteFigee) -> Sentence:
    place = ordinal(piste.place) if piste.place else "que tes filtres laissent de côté"
    titre = in_quotes(Run(piste.titre, anchor=piste.slug))
    return sentence("Tu as aussi regardé ", *titre, f", {place}, indice {decimal(piste.index)}.")


def _limites(instantane: Instantane) -> tuple[Sentence, ...]:
    tastes = (
        "Ce qui te ressemble et les domaines qui t’attirent en ajoutent. Rien d’autre n’y entre, et ce n’est pas une "
        "note sur 100."
        if instantane.counts_tastes
        else "Rien d’autre n’y entre."
    )
    return (
        sentence(
            f"L’indice part de 50 pour tous les métiers. On ajoute {percent(instantane.methode.share)} de l’écart "
            "entre 50 et le niveau général du métier, puis des points là où il donne plus de ce qui compte pour "
            f"toi\u202f; on en retire là où il en donne moins. {tastes}"
        ),
        sentence("Un ou deux points d’écart ne veulent rien dire."),
        sentence(NO_VERDICT),
        sentence(
            "Parles-en\u00a0: tes proches, ton ou ta prof principal(e), un(e) psychologue de l’Éducation nationale, "
            "au lycée ou au CIO."
        ),
    )
