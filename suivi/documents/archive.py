"""Files → one zip, as it is read: never whole in memory, nor on a disk. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from suivi.flux import Flux

_LONGEST = 40  # signs of a name
_ELSEWHERE = re.compile(r"[^a-z0-9]+")


def zipped(files: Iterable[tuple[str, bytes]], *, fait_le: datetime) -> Iterator[bytes]:
    """(name, octets) of each → the octets of the zip. A PDF is compressed already: it is put in as it is."""
    stream = Flux()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, octets in files:
            archive.writestr(ZipInfo(name, fait_le.timetuple()[:6]), octets)
            yield stream.take()
    yield stream.take()


def file_name(rang: int, pseudonyme: str, *, most: int) -> str:
    """« 07-ana-lise.pdf »: what any system can write, in the order of the list; `most`: the highest rank. The rank
    keeps apart those that are alike."""
    plain = unicodedata.normalize("NFKD", pseudonyme).encode("ascii", "ignore").decode().lower()
    name = _ELSEWHERE.sub("-", plain).strip("-")[:_LONGEST].rstrip("-")
    return f"{rang:0{len(str(most))}}-{name or 'eleve'}.pdf"
