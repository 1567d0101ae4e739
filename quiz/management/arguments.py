"""The options of `rank_metiers`: what somebody types → the value to work with, or in French what is wrong with it."""

from argparse import ArgumentParser, ArgumentTypeError

from metiers.contraintes import PAR_CLE as CONTRAINTES
from metiers.dimensions import CLES
from metiers.search.selection import LEVELS
from quiz.calcul.filtres import MOST_INTERESTS
from quiz.methode import matching
from quiz.methode.matching import Floats
from quiz.methode.stability import COMPLET_SPREAD, EXPRESS_SPREAD

SPREADS = {"express": EXPRESS_SPREAD, "complet": COMPLET_SPREAD}
_MAX_SEED = 2**63 - 1
_LEVELS = {str(years): years for years, _ in LEVELS}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--weights", type=_weights, required=True, metavar=",".join(CLES), help="par exemple 30,10,25,20,15"
    )
    parser.add_argument("--skills", type=_skills, default={}, metavar="identifiant=niveau,…")
    help_interests = (
        f"au plus {MOST_INTERESTS} centres d'intérêt, par leur code ROME ; un métier passe s'il en a un, et monte avec "
        "chacun"
    )
    parser.add_argument("--interests", type=_interests, default=(), metavar="CODE,…", help=help_interests)
    parser.add_argument("--domains", type=_parts, default=(), metavar="LETTRE,…", help="domaines qui attirent")
    parser.add_argument("--refuse-domains", type=_parts, default=(), metavar="LETTRE,…", help="domaines écartés")
    help_experience = "montre aussi les métiers que l’on atteint après des années"
    parser.add_argument("--experience", action="store_true", help=help_experience)
    help_level = f"plus haut niveau d'études accepté : {_accepted_levels()}"
    parser.add_argument("--level", type=_level, metavar="N", help=help_level)
    help_refuse = f"contraintes refusées, parmi {', '.join(CONTRAINTES)}"
    parser.add_argument("--refuse", type=_refusals, default=(), metavar="CLE,…", help=help_refuse)
    help_mode = "quiz dont viennent les priorités, plus sûres après le complet (express)"
    parser.add_argument("--mode", type=_mode, default="express", metavar="|".join(SPREADS), help=help_mode)
    parser.add_argument(
        "--seed",
        type=_seed,
        default=None,
        metavar="N",
        help="graine des tirages (celle des poids)",
    )
    parser.add_argument("--top", type=_top, metavar="N")
    parser.add_argument("--json", action="store_true", dest="as_json")


def _weights(text: str) -> Floats:
    expected = f"{len(CLES)} nombres positifs séparés par des virgules, dans l'ordre {', '.join(CLES)}"
    try:
        values = [float(part) for part in text.split(",")]
        if len(values) == len(CLES):
            return matching.normalise_weights(values)
    except ValueError:
        pass
    raise ArgumentTypeError(f"« {text} » : {expected}, pas tous nuls.")


def _skills(text: str) -> dict[str, float]:
    levels = ", ".join(map(str, matching.RATINGS))
    ratings: dict[str, float] = {}
    for part in _parts(text):
        slug, _, rating = part.partition("=")
        if not rating.isascii() or not rating.isdigit() or int(rating) not in matching.RATINGS:
            raise ArgumentTypeError(f"« {part} » : identifiant=niveau attendu, le niveau parmi {levels}.")
        ratings[slug.strip()] = float(rating)
    return ratings


def _interests(text: str) -> tuple[str, ...]:
    """Codes, known or not: which ones are is for the catalogue to say."""
    codes = _parts(text)
    if len(codes) > MOST_INTERESTS:
        raise ArgumentTypeError(f"« {text} » : {MOST_INTERESTS} centres d'intérêt au plus, il y en a {len(codes)}.")
    return codes


def _level(text: str) -> int:
    if text not in _LEVELS:
        raise ArgumentTypeError(f"« {text} » : niveau inconnu. Acceptés : {_accepted_levels()}.")
    return _LEVELS[text]


def _accepted_levels() -> str:
    return ", ".join(f"{years} ({label})" for years, label in LEVELS)


def _refusals(text: str) -> tuple[str, ...]:
    cles = _parts(text)
    for cle in cles:
        if cle not in CONTRAINTES:
            raise ArgumentTypeError(f"« {cle} » : contrainte inconnue. Acceptées : {', '.join(CONTRAINTES)}.")
    return cles


def _mode(text: str) -> str:
    if text not in SPREADS:
        raise ArgumentTypeError(f"« {text} » : mode inconnu. Acceptés : {', '.join(SPREADS)}.")
    return text


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_MAX_SEED)) or int(text) > _MAX_SEED:
        raise ArgumentTypeError(f"« {text} » : un nombre entier de 0 à {_MAX_SEED} est attendu.")
    return int(text)


def _top(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"« {text} » : un nombre entier à partir de 1 est attendu.")
    return int(text)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in map(str.strip, text.split(",")) if part))
