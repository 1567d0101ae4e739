"""The accessibility grid: the 106 criteria of RGAA 4.1.2, and where this site stands on each. Pure.

Numbers, order and names of the themes: Référentiel général d'amélioration de l'accessibilité, version 4.1.2, DINUM
(accessibilite.numerique.gouv.fr), Licence Ouverte 2.0. The subjects are our own short words, not the criteria's: to
judge a page, read the reference. The states are a self-assessment by those who make the site, never an audit.

« conforme » is for what was looked at, in the templates or in a browser, on every page of the sample; what only
somebody can judge, with a screen reader for example, is « non vérifié ». A line that is « non conforme » says why:
the page lists these remarks under « Contenus non accessibles ».
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Etat(StrEnum):
    CONFORME = "conforme"
    NON_CONFORME = "non conforme"
    NON_APPLICABLE = "non applicable"
    NON_VERIFIE = "non vérifié"


@dataclass(frozen=True, slots=True)
class Critere:
    """`numero` « 8.2 »; `sujet`: what it is about; `remarque`: what was seen, a sentence for a student."""

    numero: str
    sujet: str
    etat: Etat
    remarque: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    numero: int
    nom: str
    criteres: tuple[Critere, ...]

    @property
    def comptes(self) -> list[tuple[Etat, int]]:
        return counts(self.criteres)


def counts(criteres: Iterable[Critere]) -> list[tuple[Etat, int]]:
    """How many lines are in each state, in the order of the states; those of no line are left out."""
    found = Counter(critere.etat for critere in criteres)
    return [(etat, found[etat]) for etat in Etat if found[etat]]


C, NC, NA, NV = Etat.CONFORME, Etat.NON_CONFORME, Etat.NON_APPLICABLE, Etat.NON_VERIFIE

THEMES: tuple[Theme, ...] = (
    Theme(
        1,
        "Images",
        (
            Critere("1.1", "Un texte pour chaque image utile", C, "Chaque graphique a un nom et une description."),
            Critere(
                "1.2", "Les images de décor ignorées", C, "Tous les dessins de décor sont cachés aux lecteurs d’écran."
            ),
            Critere("1.3", "La justesse de ces textes", NV, "Relus, mais pas encore écoutés avec un lecteur d’écran."),
            Critere("1.4", "Le texte des images de contrôle", NA, "Aucune image ne vérifie que tu es une personne."),
            Critere("1.5", "Une autre solution que l’image de contrôle", NA),
            Critere(
                "1.6", "Une description détaillée si besoin", C, "Un tableau ou une liste accompagne chaque graphique."
            ),
            Critere(
                "1.7",
                "La justesse de la description détaillée",
                C,
                "Le dessin et le tableau montrent les mêmes nombres.",
            ),
            Critere("1.8", "Du vrai texte plutôt qu’une image de texte", NA, "Les mots des graphiques sont du texte."),
            Critere(
                "1.9",
                "Les légendes rattachées aux images",
                NV,
                "À juger pour les clés des courbes (trait plein, pointillé).",
            ),
        ),
    ),
    Theme(
        2,
        "Cadres",
        (
            Critere("2.1", "Un titre pour chaque cadre", NA, "Le site n’a pas de cadre."),
            Critere("2.2", "La justesse du titre d’un cadre", NA),
        ),
    ),
    Theme(
        3,
        "Couleurs",
        (
            Critere(
                "3.1",
                "Rien qui tienne à la couleur seule",
                C,
                "Il y a toujours un mot, un trait ou un chiffre en plus.",
            ),
            Critere(
                "3.2", "Le contraste des textes", C, "Mesuré en clair et en sombre, et calculé pour les graphiques."
            ),
            Critere(
                "3.3",
                "Le contraste des champs, boutons et graphiques",
                NV,
                "Calculé pour les champs et le focus. Reste à juger les barres pâles, à côté de leur chiffre.",
            ),
        ),
    ),
    Theme(
        4,
        "Multimédia",
        (
            Critere("4.1", "Le texte d’un son ou d’une vidéo", NA, "Le site n’a ni son, ni vidéo, ni animation."),
            Critere("4.2", "La justesse de ce texte", NA),
            Critere("4.3", "Les sous-titres", NA),
            Critere("4.4", "La justesse des sous-titres", NA),
            Critere("4.5", "La description des images d’une vidéo", NA),
            Critere("4.6", "La justesse de la description d’une vidéo", NA),
            Critere("4.7", "Des médias faciles à reconnaître", NA),
            Critere("4.8", "Une autre forme pour les animations", NA),
            Critere("4.9", "La justesse de cette autre forme", NA),
            Critere("4.10", "Le son qui se lance tout seul", NA),
            Critere("4.11", "Lire et arrêter un son ou une vidéo au clavier", NA),
            Critere("4.12", "Diriger une animation au clavier", NA),
            Critere("4.13", "Des médias compris par les aides techniques", NA),
        ),
    ),
    Theme(
        5,
        "Tableaux",
        (
            Critere("5.1", "Un résumé pour les tableaux complexes", NA, "Tous les tableaux sont simples."),
            Critere("5.2", "La justesse du résumé", NA),
            Critere(
                "5.3", "Les tableaux de mise en page lus dans l’ordre", NA, "Aucun tableau ne sert à la mise en page."
            ),
            Critere("5.4", "Le titre rattaché au tableau", C, "Chaque tableau a le sien dans le code."),
            Critere("5.5", "La justesse du titre d’un tableau", C),
            Critere("5.6", "Les en-têtes déclarés", C),
            Critere("5.7", "Chaque case liée à ses en-têtes", C, "Aussi quand le tableau se replie sur un téléphone."),
            Critere("5.8", "Pas de fausses données dans une mise en page", NA),
        ),
    ),
    Theme(
        6,
        "Liens",
        (
            Critere(
                "6.1", "Des liens clairs", C, "Textes relus. Quelques liens répétés se comprennent avec leur ligne."
            ),
            Critere("6.2", "Un texte dans chaque lien", C),
        ),
    ),
    Theme(
        7,
        "Scripts",
        (
            Critere(
                "7.1",
                "Compris par les aides techniques",
                NV,
                "Ce sont des champs ordinaires, pas encore essayés à l’oreille.",
            ),
            Critere("7.2", "Une autre solution qui vaut l’original", C, "Le quiz va jusqu’au bout sans JavaScript."),
            Critere("7.3", "Au clavier et à la souris", C, "Curseurs, étoile, filtres et parties repliées."),
            Critere(
                "7.4",
                "Prévenir avant de changer de page",
                C,
                "Les résultats changent sur place. La page, seulement quand tu appuies.",
            ),
            Critere("7.5", "Les messages annoncés", NV, "Ils sont marqués dans le code, pas encore écoutés."),
        ),
    ),
    Theme(
        8,
        "Éléments obligatoires",
        (
            Critere("8.1", "Le type du document", C),
            Critere(
                "8.2",
                "Un code valide",
                NC,
                "Le programme qui met à jour une partie de page ajoute au code des attributs que la norme ne connaît "
                "pas («\u00a0hx-…\u00a0»), et des tableaux répètent leur rôle. Rien d’autre n’a été trouvé.",
            ),
            Critere("8.3", "La langue de la page", C),
            Critere("8.4", "La bonne langue", C, "Français partout."),
            Critere("8.5", "Un titre de page", C),
            Critere("8.6", "La justesse du titre de page", C, "Il dit l’étape, et s’il y a une erreur à corriger."),
            Critere(
                "8.7",
                "Les changements de langue",
                NC,
                "Des mots anglais des fiches (outils, logiciels, noms de rubriques) ne sont pas signalés comme tels.",
            ),
            Critere("8.8", "La bonne langue de ces passages", C, "Pour ceux qui sont signalés."),
            Critere("8.9", "Pas de balises pour faire joli", C),
            Critere("8.10", "Le sens de lecture", NA, "Tout se lit de gauche à droite."),
        ),
    ),
    Theme(
        9,
        "Structuration de l’information",
        (
            Critere("9.1", "Les titres", C, "Un seul titre principal par page, et aucun niveau sauté."),
            Critere("9.2", "Les zones de la page", C, "En-tête, menus, contenu et pied de page sont balisés."),
            Critere("9.3", "Les listes", NV, "Celles du code sont justes. Reste à chercher celles qui manqueraient."),
            Critere("9.4", "Les citations", NV, "Balisées dans les rapports. Les fiches restent à relire pour cela."),
        ),
    ),
    Theme(
        10,
        "Présentation de l’information",
        (
            Critere("10.1", "La présentation dans des feuilles de style", C),
            Critere("10.2", "Le contenu reste sans les styles", C, "Aucun mot perdu, sur aucune des pages regardées."),
            Critere("10.3", "Il reste compréhensible sans les styles", C, "L’ordre du code est celui de la lecture."),
            Critere("10.4", "Le texte deux fois plus grand", C, "Rien ne déborde et rien n’est coupé."),
            Critere("10.5", "Couleur du texte et du fond ensemble", C),
            Critere("10.6", "Des liens visibles dans le texte", C, "Ils sont soulignés."),
            Critere(
                "10.7",
                "Le focus visible",
                C,
                "Vu sur tout ce que la touche Tab atteint. Les titres où la page te place n’en montrent pas.",
            ),
            Critere("10.8", "Les contenus cachés à bon escient", C),
            Critere(
                "10.9",
                "Rien qui tienne à la forme ou à la place seule",
                C,
                "Les graphiques ont leurs chiffres en mots.",
            ),
            Critere("10.10", "Cette règle bien appliquée", C),
            Critere("10.11", "Un écran étroit, sans défilement de côté", C, "320 pixels, parties dépliées aussi."),
            Critere("10.12", "Lettres, mots et lignes écartés", C),
            Critere(
                "10.13",
                "Ce qui apparaît au survol ou au focus",
                NA,
                "Rien n’apparaît ainsi, sauf un lien pour aller au contenu.",
            ),
            Critere("10.14", "Ce que les styles seuls font apparaître", NA),
        ),
    ),
    Theme(
        11,
        "Formulaires",
        (
            Critere("11.1", "Un nom pour chaque champ", C),
            Critere("11.2", "La justesse de ce nom", C),
            Critere("11.3", "Les mêmes noms d’une page à l’autre", C),
            Critere("11.4", "Le nom à côté de son champ", NV, "À juger pour les boutons radio rangés en tableau."),
            Critere("11.5", "Les champs qui vont ensemble groupés", C),
            Critere("11.6", "Un nom pour chaque groupe", C),
            Critere("11.7", "La justesse de ce nom de groupe", C),
            Critere("11.8", "Les choix d’une liste groupés", NA, "Les listes sont courtes."),
            Critere("11.9", "Des boutons clairs", C),
            Critere("11.10", "Champs obligatoires et erreurs", C, "Dits en mots, et liés au champ ou à son groupe."),
            Critere(
                "11.11", "Une aide pour corriger", C, "L’erreur dit ce qui est attendu, avec un exemple si besoin."
            ),
            Critere(
                "11.12",
                "Pouvoir revenir sur ce qu’on envoie",
                NV,
                "Les réponses se changent, et tout effacer se confirme. À juger pour le retrait d’un lien.",
            ),
            Critere("11.13", "Le remplissage automatique", NA, "Le site ne demande ni nom, ni adresse, ni téléphone."),
        ),
    ),
    Theme(
        12,
        "Navigation",
        (
            Critere(
                "12.1",
                "Deux façons de naviguer",
                NC,
                "Il y a un menu, mais pas de plan du site, et la recherche ne couvre que les métiers.",
            ),
            Critere("12.2", "Des menus toujours à la même place", C),
            Critere("12.3", "La justesse du plan du site", NA, "Il n’y en a pas (voir 12.1)."),
            Critere("12.4", "Le plan du site accessible de partout", NA),
            Critere(
                "12.5", "La recherche accessible de la même façon", NA, "Pas de recherche sur tout le site (voir 12.1)."
            ),
            Critere("12.6", "Atteindre ou sauter les grandes zones", C),
            Critere("12.7", "Un lien pour aller au contenu", C, "En premier sur chaque page, et il marche."),
            Critere("12.8", "L’ordre de la touche Tab", C, "Suivi page par page par un programme."),
            Critere("12.9", "Aucun piège au clavier", C),
            Critere("12.10", "Les raccourcis d’une seule touche", NA, "Il n’y en a pas."),
            Critere("12.11", "Les contenus dépliés, au clavier", C),
        ),
    ),
    Theme(
        13,
        "Consultation",
        (
            Critere(
                "13.1",
                "Les limites de temps",
                C,
                "Tes réponses restent des jours, et rien ne se ferme pendant que tu réponds.",
            ),
            Critere("13.2", "Pas de nouvelle fenêtre par surprise", C),
            Critere(
                "13.3", "Une version accessible des documents", C, "Chaque PDF a ses étiquettes et sa page équivalente."
            ),
            Critere("13.4", "La même information dans cette version", NV, "Page et PDF pas encore comparés mot à mot."),
            Critere("13.5", "Une explication des signes obscurs", NA, "Ni dessin fait de lettres, ni émoticône."),
            Critere("13.6", "La justesse de cette explication", NA),
            Critere("13.7", "Les flashs de lumière", NA),
            Critere("13.8", "Ce qui bouge ou clignote", NA, "Rien ne bouge tout seul."),
            Critere("13.9", "L’écran debout ou couché", C),
            Critere("13.10", "Un geste simple suffit", C, "Chaque curseur est doublé d’un nombre à taper."),
            Critere("13.11", "Un appui peut s’annuler", C, "Tout se joue quand on relâche."),
            Critere("13.12", "Rien qui oblige à bouger l’appareil", NA),
        ),
    ),
)
CRITERES: tuple[Critere, ...] = tuple(critere for theme in THEMES for critere in theme.criteres)
