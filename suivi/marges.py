"""Notes beside the lines that they speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from suivi.dossier import Dossier
from suivi.models import Membre, Note
from suivi.synthese.lignes import CHANGEMENTS, COMPETENCES, ENSEMBLE, PLAN, PRIORITES, REFLEXIONS, ligne, slug_of


@dataclass(frozen=True, slots=True)
class NoteEnMarge:
    """A note as a member reads it: `mienne`, it is theirs to change, `figee`, unless it was answered; `nouvelle`: it
    was answered since they last opened the page; `ligne`: what it speaks of."""

    note: Note
    ligne: str
    mienne: bool
    nouvelle: bool

    @property
    def figee(self) -> bool:
        return self.note.repondue_le is not None


@dataclass(frozen=True, slots=True)
class Marge:
    """The margin of one line: its anchor, what it is called, its notes."""

    ancre: str
    nom: str
    notes: list[NoteEnMarge] = field(default_factory=list)

    @property
    def cle(self) -> str:
        """For the id of an element."""
        return self.ancre.replace(":", "-") or "ensemble"


def marges_of(
    dossier: Dossier | None, notes: Iterable[Note], membre: Membre, titres: Mapping[str, str]
) -> dict[str, Marge]:
    """Anchor → margin of each line that is shown; notes of other lines stand beside the whole, where each says what it
    speaks of. `titres`: slug → title of the métiers that were sent."""
    found = {ancre: Marge(ancre, ligne(ancre, titres)) for ancre in _lines(dossier)}
    for note in notes:
        mine = note.auteur_id == membre.pk
        fresh = mine and note.repondue_le is not None and note.reponse_lue_le is None
        nom = ligne(note.ancre, titres) or slug_of(note.ancre)
        found.get(note.ancre, found[ENSEMBLE]).notes.append(NoteEnMarge(note, nom, mine, fresh))
    return found


def _lines(dossier: Dossier | None) -> list[str]:
    """Those that the page of this send has; before any send, the whole alone."""
    if dossier is None:
        return [ENSEMBLE]
    pistes = [one.ancre for one in (*dossier.pistes, *dossier.suite)]
    sent = (
        (COMPETENCES, dossier.competences),
        (CHANGEMENTS, dossier.changements),
        (PLAN, dossier.plan),
        (REFLEXIONS, dossier.reflexions),
    )
    return [ENSEMBLE, PRIORITES, *pistes, *(ancre for ancre, shown in sent if shown is not None)]
