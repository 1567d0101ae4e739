"""The five dimensions of a profil d'épanouissement: the one place where they are listed, in the order used everywhere.

Pure: no Django here, so that the parser, the arithmetic and the charts can share it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: `cle` names columns, JSON keys and CSS hues; the rest is what people read.

    `article` and `partitif` are the label inside a sentence, `accord` the end of an
    imperfect of which it is the subject (« passait », « passaient »), `vit` the verb of « il se vit », `question`
    is asked to a student, `resume` explains.
    """

    cle: str
    label: str
    article: str
    partitif: str
    resume: str
    question: str
    accord: str = "t"
    vit: str = "vit"
    alias: tuple[str, ...] = ()


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "qualite_vie",
        "Qualité de vie",
        "la qualité de vie",
        "de la qualité de vie",
        "Du temps pour toi, une charge et un stress supportables, un cadre sûr.",
        "Du temps et de l’énergie pour ta vie",
    ),
    Dimension(
        "flexibilite",
        "Flexibilité",
        "la flexibilité",
        "de la flexibilité",
        "De la liberté sur tes horaires, ton lieu de travail et ta façon de faire.",
        "Choisir quand, où et comment",
    ),
    Dimension(
        "stimulation",
        "Stimulation",
        "la stimulation",
        "de la stimulation",
        "Des défis, des idées, des choses nouvelles à apprendre.",
        "Apprendre, relever des défis",
    ),
    Dimension(
        "relations",
        "Relations humaines",
        "les relations humaines",
        "des relations humaines",
        "Une équipe, du contact, le sentiment d’être utile à quelqu’un.",
        "Travailler avec et pour les autres",
        accord="ent",
        vit="vivent",
        alias=("Relations",),
    ),
    Dimension(
        "carriere",
        "Carrière",
        "la carrière",
        "des perspectives de carrière",
        "Des possibilités d’évoluer, d’être reconnu(e) et mieux payé(e).",
        "Gagner plus, progresser",
    ),
)


@dataclass(frozen=True, slots=True)
class Facette:
    """One side of a dimension that holds two things: measured apart, then added. `cle` is the key of its figures,
    `resume` what it is made of, to follow its label and a colon."""

    cle: str
    dimension: str
    label: str
    resume: str


FACETTES: tuple[Facette, ...] = (
    Facette("temps", "qualite_vie", "Temps", "les heures, les nuits, les week-ends, les astreintes et la pression"),
    Facette(
        "securite", "qualite_vie", "Sécurité et santé", "les dangers, les efforts physiques, le bruit et les conflits"
    ),
)

CLES: tuple[str, ...] = tuple(dimension.cle for dimension in DIMENSIONS)
PAR_CLE: dict[str, Dimension] = {dimension.cle: dimension for dimension in DIMENSIONS}
