"""What families read about a structure, on a page and on one sheet of A4. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from metiers.francais.phrases import long_date
from quiz.pdf.typesetting import typeset

KEPT = (
    1_000  # sheets, of some tens of kB: more than there are structures, or whoever reads all would have each set again
)
_MODELE = Path(__file__).resolve().parent / "notice"


@dataclass(frozen=True, slots=True)
class Faits:
    """What the notice says of this site and this structure; texts are empty where nobody gave them.

    `nom`: the structure as a sentence names it; `structure`: with its town.
    `exploitant_responsable`: whether the operator of the site is controller of the data, rather than the structure.
    """

    nom: str
    structure: str
    exploitant: str
    exploitant_responsable: bool
    contact: str
    dpo: str
    jours_inacheve: int
    jours_resultat: int


@dataclass(frozen=True, slots=True)
class Partie:
    """`a_remplir`: what is left to write by hand on the sheet, at the end; the page says nothing of it."""

    titre: str
    phrases: Sequence[str]
    a_remplir: str = ""


def write_notice(faits: Faits) -> tuple[Partie, ...]:
    return (
        Partie(
            "De quoi il s’agit",
            (
                f"{faits.nom} propose aux élèves un quiz d’orientation. Votre enfant dit ce qui compte pour lui, "
                "et le site lui montre des métiers à regarder de près, avec le calcul de chaque point.",
                "Seul, il répond sans compte, nom, adresse ni date de naissance. Aucune publicité. Le quiz ne note "
                "personne et ne décide de rien : il sert à préparer une discussion.",
            ),
        ),
        Partie(
            "Ce que l’établissement voit",
            (
                "Aucune réponse, tant que votre enfant ne l’envoie pas ou n’en donne pas l’adresse. Sa participation "
                "est libre : ne pas répondre n’a aucune conséquence.",
            ),
        ),
        Partie(
            "Si sa classe a un code",
            (
                "Il y entre sous un prénom, un surnom ou un numéro, parfois pris dans une liste que l’établissement a "
                "écrite avant. Les personnes qui tiennent la classe, nommées sur sa page, voient aussitôt ce nom et où "
                "il en est. S’il envoie un résultat, celles qui lisent les envois voient dans une liste ses priorités, "
                "sa direction, sa première piste et ce qui y est signalé, puis ouvrent ce qu’il a coché : il voit qui, "
                "et quand, et si sa ligne est sortie dans un tableau. Il retire son envoi à tout moment.",
                "Elles fixent des rendez-vous, lui écrivent, et peuvent garder des notes privées : demandez-les-leur. "
                "Dans certaines classes, il ne voit ses pistes qu’après l’entretien.",
                "S’il répond sur papier, la personne qui recopie sa feuille la lit. Il ouvre ensuite ses réponses avec "
                "un code à lui, et lui seul peut alors les changer.",
            ),
        ),
        Partie(
            "Qui est responsable des données",
            (_responsable(faits), *_contacts(faits)),
            a_remplir="" if faits.contact else "Pour toute question, adressez-vous à :",
        ),
        Partie(
            "Combien de temps",
            (
                f"Des réponses inachevées sont effacées après {faits.jours_inacheve} jours, un résultat après "
                f"{faits.jours_resultat} jours, ou le 31 août si votre enfant le demande ou l’envoie à sa classe. Ce "
                "jour-là, tout ce qui est dans la classe est effacé : noms, envois, notes, rendez-vous. Il peut tout "
                "effacer tout de suite, en deux clics, y compris chez l’établissement : « Effacer et quitter », en bas "
                "de chaque page.",
            ),
        ),
        Partie(
            "Vos droits",
            (
                "Voir, corriger, effacer, emporter : votre enfant fait tout cela dans « Mes données ». Ce qu’il n’a "
                "pas envoyé, personne ne le retrouve sans son navigateur ou son code : parlez-en avec lui.",
                "Si une réponse ne vous convient pas, la CNIL reçoit les plaintes gratuitement, sur cnil.fr.",
            ),
        ),
    )


@lru_cache(maxsize=KEPT)
def render_notice(faits: Faits, *, fait_le: date) -> bytes:
    """PDF/UA-1, one page. Kept while it says the same: documents are set one at a time, and students have theirs."""
    content = {
        "titre": "Le quiz d’orientation",
        "description": f"Notice aux familles : {faits.structure}",
        "structure": faits.structure,
        "parties": [asdict(partie) for partie in write_notice(faits)],
    }
    return typeset(str(_MODELE), content, fait_le=fait_le, pied=f"Notice aux familles du {long_date(fait_le)}")


def _responsable(faits: Faits) -> str:
    if not faits.exploitant_responsable:
        tenu = f"{faits.exploitant}, qui tient le site, agit pour elle." if faits.exploitant else ""
        return f"{faits.nom} décide pourquoi et comment elles servent. {tenu}".strip()
    if faits.exploitant:
        return f"{faits.exploitant}, qui tient le site, décide pourquoi et comment elles servent."
    return (
        "Qui tient ce site décide pourquoi et comment elles servent. Cette installation n’a pas encore dit qui c’est."
    )


def _contacts(faits: Faits) -> list[str]:
    said = []
    if faits.contact:
        said.append(f"Pour toute question : {faits.contact}.")
    if faits.dpo:
        said.append(f"Délégué·e à la protection des données : {faits.dpo}.")
    return said
