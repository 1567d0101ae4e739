"""Several files of texts, one per professional domaine. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import replace

from metiers.textes.document import Faute, Texte
from metiers.textes.parser import Lecture, read_textes

DOMAINE = 3  # characters of a key that are its domaine


def read_files(files: Iterable[tuple[str, bytes]]) -> Lecture:
    """(name, bytes) of each file → all the texts; each fault names its file. A métier has one text, in the file of its
    domaine: K2106 in K21.txt."""
    textes: list[Texte] = []
    fautes: list[Faute] = []
    homes: dict[str, str] = {}
    for name, data in files:
        lecture = read_textes(data)
        fautes += (replace(faute, fichier=name) for faute in lecture.fautes)
        for texte in lecture.textes:
            home = f"{texte.cle[:DOMAINE]}.txt"
            if home != name:
                fautes.append(Faute(texte.ligne, f"{texte.cle} est attendu dans {home}.", name))
            if homes.setdefault(texte.cle, name) != name:
                fautes.append(Faute(texte.ligne, f"{texte.cle} a déjà son texte dans {homes[texte.cle]}.", name))
            textes.append(replace(texte, fichier=name))
    return Lecture(tuple(textes), tuple(fautes))
