"""Texts → the file that says them. Pure: no Django."""

from collections.abc import Iterable, Iterator

from metiers.textes.document import BULLET, CHAMPS, LISTES, ORDRE, SEPARATOR, Texte


def write_textes(textes: Iterable[Texte]) -> str:
    """The whole file: `read_textes` gives the same texts back, and no fault when each value is one stripped line."""
    return "\n".join("".join(f"{line}\n" for line in _block(texte)) for texte in textes)


def _block(texte: Texte) -> Iterator[str]:
    yield f"{texte.cle} {texte.titre}"
    for key in ORDRE:
        value = getattr(texte, CHAMPS[key][0])
        if not value:
            continue
        if key in LISTES:
            yield f"{key}:"
            yield from (f"{BULLET}{item}" for item in value)
        else:
            yield f"{key}: {value if isinstance(value, str) else SEPARATOR.join(value)}"
