"""Words as they are compared: no accents, no case, « Éducateur(trice) » and « éducateur·rice » the same. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from metiers.francais.inclusif import masculine, singular, stem, without_feminine
from metiers.francais.inclusif import words_of as words_of_folded

_SHORTEST_BEGINNING = 6
_EMPTY_WORDS = "a au aux c ce ces d de des du en et h f l la le les ou s sa ses un une y"  # « H/F » too
# What says that a métier is looked for, and not which one; the second list may be of a name (« école », « formation »).
_WORDS_OF_ANY = """
    metier metiers job jobs boulot boulots taf emploi emplois poste postes profession professions carriere fiche
    devenir deviens etre est sont travail travaille travailler bosser bosse faire fais fait exercer apprendre debouches
    je j veux voudrais vouloir aimerais aimerai aime aimer adore adorer souhaite souhaiterais peux pouvoir
    mon ma mes moi me tu on il elle qui que quoi qu quel quelle quels quelles comment quand ou cherche recherche
    dans avec pour chez par sur domaine secteur milieu monde truc plus tard
"""
_WORDS_AROUND = """
    formation formations etude etudes ecole ecoles salaire salaires paye paie diplome diplomes cours concours
    orientation alternance apprentissage stage bac bts cap bep but dut licence master pro
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_OF_ANY = frozenset(_WORDS_OF_ANY.split())
_SAYING_NOTHING = _OF_ANY | frozenset(_WORDS_AROUND.split())


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `words`: as they were typed, folded; `forms`: for each, what finds it in a searchable text;
    `stems`: for each, between spaces, what finds it as a whole word in a key; `cle`: the key of all of them."""

    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    stems: tuple[str, ...]
    cle: str


@lru_cache(maxsize=1024)
def asked(words: tuple[str, ...]) -> Asked:
    stems = tuple(f" {stem(word)} " for word in words)
    return Asked(words, tuple(forms_of(word) for word in words), stems, key(words))


def holds(texte: str, asked: Asked) -> bool:
    """Does this searchable text hold each of the words asked for?"""
    return all(any(form in texte for form in forms) for forms in asked.forms)


def plain(text: str) -> str:
    """Folded, without inclusive endings: what titles are sorted by."""
    return without_feminine(text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in order. Empty words (« de », « la ») stay: a title is more than its keywords."""
    return words_of_folded(plain(text))


@lru_cache(maxsize=32_768)  # the catalogue is read again after each change of one fiche
def searchable(*texts: str) -> str:
    """The words of these texts, each between spaces: « word begins with » is then « " word" in text »."""
    return "".join(f" {word}" for text in texts for word in words_of(text)) + " "


def key(words: tuple[str, ...]) -> str:
    """The stems of those words that are not empty, between spaces: « des éducatrices sportives » and « éducateur
    sportif » have the same."""
    return f" {' '.join(stem(word) for word in words if word not in _EMPTY)} "


@lru_cache(maxsize=32_768)
def keys_of(text: str) -> tuple[str, ...]:
    """The key of a text; of « Steward / Hôtesse de train », whose halves are no genders of one word, that of each."""
    folded = plain(text)
    left, bar, right = folded.partition(" / ")
    if not bar:
        return (key(words_of_folded(folded)),)
    tail = right.split()[len(left.split()) :]
    return tuple(key(words_of_folded(half)) for half in (" ".join([left, *tail]), right))


def query_words(query: str) -> tuple[str, ...]:
    """The words that must be found; the empty ones only when there is nothing else."""
    words = words_of(query)
    return tuple(word for word in words if word not in _EMPTY) or words


def says_nothing(words: tuple[str, ...]) -> bool:
    """Is none of them about one métier rather than another (« je veux un métier »)?"""
    return _OF_ANY.issuperset(words)


def meaning(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those that say which métier (« je veux devenir infirmier » → « infirmier »); all of them when none does."""
    return tuple(word for word in words if word not in _SAYING_NOTHING) or words


def forms_of(word: str) -> tuple[str, ...]:
    """What to look for in a searchable text: words that begin with this one and, when it looks like a plural or a
    feminine, its singular and its masculine as whole words. « cuisine » also finds « cuisinier »."""
    one = singular(word)
    other = masculine(one)
    whole = [f" {form} " for found in (one, other) for form in (found, f"{found}s")]
    beginnings = [f" {word}"]
    if one == f"{other}e" and len(other) >= _SHORTEST_BEGINNING:
        beginnings.append(f" {other}")
    return tuple(dict.fromkeys((*beginnings, *whole, f" {stem(word)} ")))
