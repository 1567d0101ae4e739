"""The twenty statements of the complete quiz, and the five screens that show them. Pure.

Best–worst scaling, object case (Louviere, Flynn & Marley, 2015): a student picks the most and the least important of
four statements, five times. A statement is concrete and never names its dimension; all are positive, in the infinitive
and of similar length, so that none is picked for its form. The words are our own.
"""

from dataclasses import dataclass

from metiers.dimensions import CLES


@dataclass(frozen=True, slots=True)
class Enonce:
    """One statement. `cle` is stored with the answers and leads back to the words that were read: a new wording has a
    new one, and the former text goes to `ANCIENS`."""

    cle: str
    dimension: str
    texte: str


ENONCES: tuple[Enonce, ...] = (
    Enonce("une_activite", "qualite_vie", "Finir assez tôt pour faire une activité que tu aimes"),
    Enonce("garder_soirees", "qualite_vie", "Garder tes soirées et tes week-ends pour tes loisirs"),
    Enonce("lieu_calme", "qualite_vie", "Passer tes journées dans un lieu calme, loin du danger"),
    Enonce("souffler", "qualite_vie", "Tenir toute l’année un rythme qui te laisse souffler"),
    Enonce("heure_debut", "flexibilite", "Décider toi-même de l’heure à laquelle tu commences"),
    Enonce("chez_toi", "flexibilite", "Rester travailler chez toi les jours où ça t’arrange"),
    Enonce("ordre_taches", "flexibilite", "Organiser tes tâches dans l’ordre qui te convient"),
    Enonce("a_ta_maniere", "flexibilite", "Avancer à ta manière, tant que le résultat est là"),
    Enonce("question_difficile", "stimulation", "Chercher longtemps la réponse à une question difficile"),
    Enonce("inventer", "stimulation", "Inventer un objet, une image ou une histoire inédite"),
    Enonce("sujet_inconnu", "stimulation", "Découvrir un sujet inconnu presque chaque semaine"),
    Enonce("comprendre", "stimulation", "Comprendre à fond comment fonctionne un système compliqué"),
    Enonce("projet_plusieurs", "relations", "Monter un projet à plusieurs et le fêter ensemble"),
    Enonce("accueillir", "relations", "Accueillir du monde et discuter un moment avec chacun"),
    Enonce("expliquer", "relations", "Expliquer un geste ou une règle à une personne qui débute"),
    Enonce("ecouter_les_gens", "relations", "Écouter les gens pour savoir ce qui peut les aider"),
    Enonce("salaire_grimpe", "carriere", "Toucher un salaire qui grimpe d’année en année"),
    Enonce("diriger_vingt", "carriere", "Diriger un jour le travail d’une vingtaine de personnes"),
    Enonce("emploi_stable", "carriere", "Savoir que ton emploi sera encore là dans dix ans"),
    Enonce("se_faire_un_nom", "carriere", "Te faire un nom auprès des gens de ton métier"),
)

ANCIENS = {
    "finir_tot": "Finir assez tôt pour faire du sport ou de la musique",
    "endroit_sur": "Passer tes journées dans un endroit sûr qui ménage ton dos",
    "rythme": "Tenir un rythme raisonnable et bien dormir la nuit",
    "propre_methode": "Trouver ta propre méthode pour arriver au résultat demandé",
    "chercher_panne": "Chercher longtemps la clé d’une énigme ou d’une panne",
    "ecouter": "Écouter un patient ou un élève et voir ce qu’il lui faut",
    "diriger": "Diriger un jour un service, un chantier ou un magasin",
    "poste_eleve": "Obtenir un poste plus élevé tous les trois ou quatre ans",
}
"""Statements that are asked no more: results that are kept hold their keys."""

TEXTES = ANCIENS | {enonce.cle: enonce.texte for enonce in ENONCES}
"""What a student reads, or has read, by key."""

# How far after the dimension left out each position's dimension stands. The four steps are all different, so that a
# dimension stands once at each position; so are the three differences between neighbours (1, 2, −1), so that a
# dimension follows another one at most once. Clicking always at the same two positions therefore says nothing at all.
_STEPS = (1, 2, 4, 3)


def _screen(left_out: int) -> tuple[Enonce, ...]:
    """The screen that leaves out the dimension at this place of CLES: position p shows a dimension's p-th statement."""
    shown = [CLES[(left_out + step) % len(CLES)] for step in _STEPS]
    return tuple(
        [enonce for enonce in ENONCES if enonce.dimension == dimension][position]
        for position, dimension in enumerate(shown)
    )


SCREENS: tuple[tuple[Enonce, ...], ...] = tuple(_screen(left_out) for left_out in range(len(CLES)))
