"""A small whole fiche in our own words, exactly as the writer writes it."""

from pathlib import Path

from tests.conftest import ROOT

# The editors' own document stays out of the repository: tests read it where the machine has it.
SEED = next(iter(sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))), None)

TITRE = "Menuisier(ère)"
SLUG = "menuisier"
SAMPLE = """\
Menuisier(ère)

Tu fabriques et tu poses des meubles, des portes et des escaliers.

Profil d'épanouissement
Qualité de vie 61%
Le soir est à toi, le dos fatigue un peu...
Flexibilité 40%
Les horaires sont ceux de l’atelier...
Stimulation 72%
Chaque commande pose un problème nouveau...
Relations humaines 55%
Une petite équipe et des clients...
Carrière 64%
Chef d’atelier, puis à ton compte...

#MISSIONS

Les principales missions

Un meuble passe par trois moments.

Préparer
  • Lire le plan
  • Choisir le bois

Fabriquer
  • Scier
  • Assembler
  • Poncer

La liste change avec l’atelier.

#SOFTSKILLS

Les Soft Skills

Menuisier(ère)

Les compétences liées à la personnalité

Le bois ne pardonne pas la hâte.

Patience

Une colle qui n’a pas séché ne tient pas.

Soin

Un millimètre de trop et la porte frotte.

#HARDSKILLS

Les Hard Skills

Menuisier(ère)

Les compétences techniques

Voici les gestes à connaître.

95 | Travail du bois
Sciage, Assemblage, Finition...

70 | Lecture de plans
Cotes, Échelles, Coupes...

#PARCOURS / DIPLÔMES

Le parcours scolaire et les diplômes

Menuisier(ère)

On apprend surtout en atelier.

CAP menuisier

AVANT LE BAC

Deux ans, souvent en alternance.

Les formations proposées
Voir toutes les formations Avant le bac (3)

BTS

BAC +2 | (120 crédits ECTS)

Pour encadrer une équipe.

Il n’est pas nécessaire d’aller jusque-là pour exercer.

EXPERIENCE PROFESSIONNELLE

PAR LE TRAVAIL

Un stage ouvre des portes.

Expérience en tant qu’aide en atelier

Tu balaies, tu portes, et tu regardes faire.

#OUTILS

Les outils à connaître

Menuisier(ère)

Chacun a les siens.

Dessin
  • SketchUp
  • Papier et crayon
Dessin

Pour voir avant de couper.

#CONTRAINTES

Les contraintes

Menuisier(ère)

Mieux vaut les connaître.

Bruit

Les machines obligent à porter un casque.

#SALAIRE ET ÉVOLUTION

Salaire et évolution

Menuisier(ère)

Cela dépend de la région.

DÉBUTANT (- de 3 ans)

De 21000€ à 24000€ brut par an

CONFIRMÉ (+ de 5 ans)

De 25000€ à 32000€ brut par an

À ton compte, tout change.

EVOLUTION DE CARRIERE

Chef d’atelier, après quelques années.

Un jour, ta propre entreprise.

#FAQ

Questions fréquentes

Menuisier(ère)

Deux questions reviennent toujours.

Faut-il être fort ?

Réponse :

Moins qu’avant : les machines portent.

Peut-on travailler dehors ?

Réponse :

Oui, sur les chantiers de pose.
"""


def changed(*changes: tuple[str, str]) -> str:
    """The sample with each of these texts, which must stand in it, replaced once."""
    text = SAMPLE
    for old, new in changes:
        assert old in text, f"not in the sample: {old!r}"
        text = text.replace(old, new, 1)
    return text


def section(tag: str) -> str:
    """One section of the sample, from its tag to the next one."""
    tags = [line for line in SAMPLE.splitlines() if line.isupper() and line[0] in "#E" and line != "PAR LE TRAVAIL"]
    following = [*tags, ""][tags.index(tag) + 1]
    start = SAMPLE.index(tag)
    return SAMPLE[start : SAMPLE.index(following, start)] if following else SAMPLE[start:]


def without(*tags: str) -> str:
    text = SAMPLE
    for tag in tags:
        text = text.replace(section(tag), "")
    return text


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)
