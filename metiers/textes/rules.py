"""What a text must keep to, so that a student of 15 reads it easily and none reads like another. Pure: no Django.

Each rule gives faults at the line of its block; `CONTRIBUTING.md` says the same to whoever writes.
"""

import re
from collections.abc import Iterable, Iterator

from metiers.fiche_text.document import fold
from metiers.textes.document import SEPARATOR, Faute, Texte

# Key of the file → the fewest and the most words of each of its passages.
LENGTHS = {
    "accroche": (5, 25),
    "au quotidien": (15, 60),
    "tâches": (4, 12),
    "plaît": (1, 12),
    "difficile": (1, 12),
    "où": (1, 15),
}
# … and how many passages a whole text has of it.
NUMBERS = {
    "accroche": (1, 1),
    "au quotidien": (1, 1),
    "tâches": (5, 5),
    "plaît": (2, 2),
    "difficile": (2, 2),
    "où": (1, 1),
    "outils": (3, 6),
}
SENTENCES = 3  # of « au quotidien »
AVOIDED = (
    "divers", "différents", "différentes", "au sein d", "en charge d", "participer à", "contribuer à", "veiller à",
    "assurer ", "garantir", "passionn", "n’hésite", "véritable", "incontournable", "au cœur d",
)  # fmt: skip

_WORD = re.compile(r"[\w’-]+")
_SENTENCE_END = re.compile(r"[.?…](?= |$)")  # no end inside « … ? »
_INFINITIVE = re.compile(r"(?:S’|Se )?\w*(?:er|ir|re)\b", re.IGNORECASE)
_DOUBLED = re.compile(r"\w\(\w{1,6}\)|\w·\w|\b(?:il/elle|elle/il)\b", re.IGNORECASE)
_LEVEL = re.compile(r"\bbac\s*\+\s*\d", re.IGNORECASE)
_PLAIN_LEVEL = re.compile(r"bac \+\d")
_BEFORE_SIGN = re.compile(r"(?<![\u00a0\u202f])[?;:]|(?<!\u00a0)»|«(?!\u00a0)")
_TIME = re.compile(r"\d:\d")


def words(text: str) -> list[str]:
    """« l’eau », « week-end » are one word each."""
    return _WORD.findall(text)


def check(textes: Iterable[Texte]) -> Iterator[Faute]:
    """Every fault of form of these texts, and the tasks that two of them share."""
    tasks: dict[str, Texte] = {}
    for texte in textes:
        for message in _messages(texte):
            yield Faute(texte.ligne, f"{texte.cle}, {message}", texte.fichier)
        for task in texte.taches:
            first = tasks.setdefault(fold(task), texte)
            if first is not texte or texte.taches.count(task) > 1:
                yield Faute(texte.ligne, f"{texte.cle}, tâche déjà donnée à {first.cle} : « {task} »", texte.fichier)


def _messages(texte: Texte) -> Iterator[str]:
    if not texte.accroche_seule:
        yield from _numbers(texte)
    for key, passage in texte.passages():
        yield from (f"{key} : {fault} : « {passage} »" for fault in _faults(key, passage))


def _numbers(texte: Texte) -> Iterator[str]:
    found = [key for key, _ in texte.passages()]
    for key, (fewest, most) in NUMBERS.items():
        if not fewest <= found.count(key) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest} à {most}"
            yield f"{key} : {found.count(key)} au lieu de {wanted}"


def _faults(key: str, passage: str) -> Iterator[str]:
    """What is wrong with one passage, in French."""
    fewest, most = LENGTHS.get(key, (1, len(passage)))
    count = len(words(passage))
    if not fewest <= count <= most:
        yield f"{count} mots, {'au moins ' + str(fewest) if count < fewest else str(most) + ' au plus'}"
    yield from _form(key, passage)
    yield from _typography(passage.replace(SEPARATOR, ", ") if key == "où" else passage)
    lowered = passage.lower()
    yield from (f"à éviter, « {turn.strip()} »" for turn in AVOIDED if turn in lowered)
    if _DOUBLED.search(passage):
        yield "terminaison doublée"
    if any(not _PLAIN_LEVEL.match(level[0]) for level in _LEVEL.finditer(passage)):
        yield "le niveau s’écrit « bac +5 »"


def _form(key: str, passage: str) -> Iterator[str]:
    sentences = len(_SENTENCE_END.findall(passage))
    if key == "accroche" and (sentences != 1 or not passage.startswith("Tu ")):
        yield "une seule phrase, qui commence par « Tu »"
    if key == "au quotidien" and sentences != SENTENCES:
        yield f"{sentences} phrases au lieu de {SENTENCES}"
    if key == "tâches" and not _INFINITIVE.match(passage):
        yield "elle commence par un infinitif"
    if key in {"tâches", "plaît", "difficile", "où"} and passage.endswith("."):
        yield "sans point à la fin"


def _typography(passage: str) -> Iterator[str]:
    if "'" in passage or '"' in passage:
        yield "apostrophe ou guillemet droit (’ et « » attendus)"
    if "!" in passage:
        yield "sans point d’exclamation"
    if _BEFORE_SIGN.search(_TIME.sub("", passage)):
        yield "espace insécable attendue avant ? ; : » et après «"
    if "..." in passage or "  " in passage:
        yield "« … » en un signe, une seule espace entre deux mots"
