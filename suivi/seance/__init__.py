"""« Une séance d'une heure avec une classe »: the same words on a page and on two sheets of A4. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from quiz.pdf.typesetting import typeset

TITRE = "Une séance d’une heure avec une classe"
RESUME = "De quoi la préparer, la mener minute par minute, et en garder quelque chose."
_MODELE = Path(__file__).resolve().parent / "seance"


@dataclass(frozen=True, slots=True)
class Moment:
    """What takes so many minutes of the hour."""

    minutes: int
    titre: str
    dit: str


@dataclass(frozen=True, slots=True)
class Partie:
    titre: str
    points: tuple[str, ...]


AVANT = Partie(
    "Avant",
    (
        "Répondez vous-même\u00a0: deux minutes. Vous saurez ce que les élèves vont lire.",
        "Décidez d’une chose\u00a0: les élèves envoient-ils un résultat à quelqu’un\u00a0? Si oui, ouvrez une "
        "campagne\u00a0: elle donne un code de classe et une affiche. Sinon, rien à préparer\u00a0: le quiz "
        "se fait sans compte ni code.",
        "Un téléphone ou un poste par élève suffit, même à deux heures différentes. Sans appareil, la campagne "
        "imprime un questionnaire sur papier.",
        "Prévenez les familles\u00a0: chaque établissement a sa notice, à l’adresse /familles/ de ce site. "
        "Participer reste libre.",
    ),
)
HEURE = (
    Moment(
        5,
        "Poser le cadre",
        "«\u00a0Il n’y a ni bonne réponse ni note. Vos réponses sont à vous\u00a0: personne ne les voit tant que "
        "vous ne les envoyez pas. Un métier proposé est une piste à discuter, jamais un verdict.\u00a0»",
    ),
    Moment(
        15,
        "Répondre, seul",
        "Chacun répond à son rythme. Ne commentez pas les écrans. À qui hésite\u00a0: «\u00a0réponds pour une "
        "semaine ordinaire, pas pour toute ta vie\u00a0». «\u00a0Je ne sais pas\u00a0» est une réponse. "
        "Gardez le code de reprise\u00a0: photo ou carnet.",
    ),
    Moment(
        15,
        "Lire ses pistes, à deux s’ils veulent",
        "Chacun choisit trois pistes et en ouvre une. Trois questions\u00a0: qu’est-ce qui me ressemble\u00a0? "
        "qu’est-ce que je n’avais pas imaginé\u00a0? qu’est-ce que je veux vérifier\u00a0? Montrer son écran "
        "n’est jamais obligatoire.",
    ),
    Moment(
        10,
        "En parler ensemble",
        "Partez des métiers, pas des personnes\u00a0: «\u00a0qui a trouvé un métier qu’il ne connaissait "
        "pas\u00a0? Qu’y fait-on\u00a0?\u00a0» Laissez dire qu’une piste tombe à côté, et cherchez "
        "pourquoi\u00a0: le rapport donne le calcul, ligne par ligne.",
    ),
    Moment(
        10,
        "Choisir un premier pas",
        "Dans «\u00a0Mon plan\u00a0», chacun note une chose à faire avant une date\u00a0: une visite, un stage, "
        "une question à poser. Une seule, petite, faisable.",
    ),
    Moment(
        5,
        "Envoyer, si on le souhaite, et ranger",
        "Qui veut envoyer coche ce qui part, et voit avant la page qui sera lue. Sur un poste partagé\u00a0: "
        "«\u00a0Effacer et quitter\u00a0» si l’on n’a rien à garder, sinon fermer après avoir noté son code.",
    ),
)
MOTS = Partie(
    "Les mots qui aident, ceux qui ferment",
    (
        "Dites\u00a0: «\u00a0qu’est-ce qui te plaît là-dedans\u00a0?\u00a0», «\u00a0qu’est-ce qui te "
        "gêne\u00a0?\u00a0», «\u00a0à qui pourrais-tu demander\u00a0?\u00a0».",
        "Évitez\u00a0: «\u00a0tu vois, c’est fait pour toi\u00a0», «\u00a0ce n’est pas pour toi\u00a0», ou "
        "comparer deux élèves.",
        "«\u00a0Solide\u00a0» dit que la piste revient souvent quand on refait le calcul en bougeant un peu les "
        "réponses\u00a0: pas qu’elle est bonne. «\u00a0À explorer\u00a0» n’est pas une mauvaise nouvelle.",
        "Un résultat ne sert jamais à refuser une voie, ni à composer un groupe.",
    ),
)
CAS = Partie(
    "Si…",
    (
        "Un élève finit en quatre minutes\u00a0: proposez «\u00a0Sans les noms\u00a0», où il juge des métiers "
        "sans voir leur titre, ou une fiche qu’il a envie de contredire.",
        "Un élève ne coche rien ou met tout à égalité\u00a0: c’est une réponse. Partez d’une semaine qu’il a aimée.",
        "Lire est difficile\u00a0: lisez les phrases à voix haute, sans les expliquer par un métier. Chaque "
        "fiche commence par ce qu’on fait, en une phrase.",
        "Un mot vous inquiète, écrit ou dit\u00a0: parlez à l’élève, puis à qui de droit dans l’établissement. 3018 "
        "(harcèlement, internet), 119 (enfants en danger), 3114 (idées noires) répondent gratuitement.",
    ),
)
APRES = Partie(
    "Après",
    (
        "Les entretiens d’abord pour qui en demande un\u00a0: la campagne met en tête qui attend, et pourquoi. "
        "Pour chacun, cinq questions sont prêtes, à poser ou à laisser.",
        "«\u00a0Ensemble\u00a0» montre ce que le groupe a en commun et ce qu’il pourrait visiter, sans nommer "
        "personne\u00a0: rien n’y compte moins de cinq élèves. On peut le projeter.",
        "Dans quelques mois, la même classe peut répondre de nouveau\u00a0: ce qui a changé nourrit l’entretien. "
        "Le 31 août, tout ce que la campagne contient s’efface.",
        "Sans compte, un élève peut aussi partager un résultat par un lien qu’il ferme quand il veut.",
    ),
)
PARTIES = (AVANT, MOTS, CAS, APRES)


@lru_cache(maxsize=2)
def render_seance(*, fait_le: date) -> bytes:
    """PDF/UA-1, two pages."""
    content = {
        "titre": TITRE,
        "description": RESUME,
        "avant": asdict(AVANT),
        "heure": [asdict(one) for one in HEURE],
        "parties": [asdict(one) for one in (MOTS, CAS, APRES)],
    }
    return typeset(str(_MODELE), content, fait_le=fait_le, pied="Orientation")
