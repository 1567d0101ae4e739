"""Pupils of lists, made by hand."""

from datetime import UTC, datetime

from suivi.classe.pseudonyme import key
from suivi.listes.eleve import Eleve
from suivi.synthese.apercu import Apercu
from suivi.synthese.constats import Constat

DAY = datetime(2026, 11, 30, 12, tzinfo=UTC)
PARTS = {"qualite_vie": 28, "flexibilite": 16, "stimulation": 20, "relations": 24, "carriere": 12}


def shown(*regles, **changes):
    """What a list shows of a send that meets these rules."""
    values = {
        "constats": tuple(Constat(one, f"Phrase de {one}.", f"court {one}") for one in regles),
        "parts": PARTS,
        "direction": "Santé",
        "direction_fois": 78,
        "fermete": "probable",
        "piste_titre": "Infirmier(ère)",
        "piste_niveau": 3,
        "piste_domaine": "Santé",
        "etudes": 3,
        "evolution": "première",
    }
    return Apercu(**values | changes)


def eleve(nom="Emma", etat="envoyee", **changes):
    return Eleve(**{"campagne": 1, "pk": 1, "place": None, "nom": nom, "cle": key(nom), "etat": etat} | changes)


def sender(nom="Emma", *regles, read=False, le=DAY, **changes):
    own = {name: changes.pop(name) for name in list(changes) if name in Eleve.__dataclass_fields__}
    sent = {"envois": 1, "envoi": 7, "envoye_le": le, "le": le, "lu_le": le if read else None}
    return eleve(nom, apercu=shown(*regles, **changes), **sent | own)
