"""The sections of the format: their tags, fixed headings and the names editors give them. Pure: no Django."""

import re
from dataclasses import dataclass

from metiers.fiche_text.document import fold

TITRE = "{titre}"

_OTHER_HEADING = re.compile(
    r"(les?|la|l'|nos|vos)\b.*\b(skills|competences?|savoirs?|savoir-etre|missions|outils|contraintes)\b.*"
)


@dataclass(frozen=True, slots=True)
class SectionFormat:
    """`headings` are printed under the tag, TITRE standing for the métier's title.

    `expected` says in French what the section is made of; `alias` are other ways to write the tag;
    `is_common`: so are the words of many a name, and only « # » makes them a tag; `shown`: what a page says for the
    first heading, when that of the format is not for students.
    """

    cle: str
    tag: str
    headings: tuple[str, ...]
    expected: str
    alias: tuple[str, ...] = ()
    is_common: bool = False
    shown: str = ""

    def is_tag(self, text: str) -> bool:
        return section_key(text) == section_key(self.tag)

    def is_heading(self, text: str, titre: str) -> bool:
        """Is this line one of the fixed headings, or the métier's title (with or without its « (e) »)?"""
        key = section_key(text)
        return (
            find_section(text) is self
            or key in {section_key(heading) for heading in self.headings if heading != TITRE}
            or fold(text) == fold(titre)
            or (key != "" and _masculine(text) == _masculine(titre))
        )


def section_key(text: str) -> str:
    """What makes two headings the same: their letters and digits, without accents, case, "#" or punctuation."""
    return re.sub(r"[^a-z0-9]", "", fold(text).replace("&", "et"))


def _masculine(titre: str) -> str:
    return section_key(re.sub(r"\([^)]*\)", "", titre))


def is_other_heading(text: str) -> bool:
    """A heading of the editors' own, such as « Les savoir-être attendus »."""
    return _OTHER_HEADING.fullmatch(fold(text)) is not None


PROFIL = SectionFormat("profil", "Profil d'épanouissement", (), "cinq notes", ("Profil", "Profil épanouissement"))
SECTIONS: tuple[SectionFormat, ...] = (
    SectionFormat("au_quotidien", "#AU QUOTIDIEN", (), "des phrases", is_common=True),
    SectionFormat(
        "missions",
        "#MISSIONS",
        ("Les principales missions",),
        "des actions précédées de « • »",
        ("Mission", "Les missions"),
    ),
    SectionFormat("plait", "#CE QUI PLAÎT", (), "des raisons précédées de « • »", is_common=True),
    SectionFormat("difficile", "#CE QUI EST DIFFICILE", (), "des difficultés précédées de « • »", is_common=True),
    SectionFormat("ou", "#OÙ", (), "des lieux", is_common=True),
    SectionFormat(
        "soft_skills",
        "#SOFTSKILLS",
        ("Les Soft Skills", TITRE, "Les compétences liées à la personnalité"),
        "des noms de soft skills et leur texte",
        ("Soft skill",),
        shown="Les savoir-être",
    ),
    SectionFormat(
        "hard_skills",
        "#HARDSKILLS",
        ("Les Hard Skills", TITRE, "Les compétences techniques"),
        "des lignes « 90 | Nom de la compétence »",
        ("Hard skill",),
        shown="Les savoir-faire",
    ),
    SectionFormat(
        "parcours",
        "#PARCOURS / DIPLÔMES",
        ("Le parcours scolaire et les diplômes", TITRE),
        "des diplômes et leur niveau",
        ("Parcours", "Diplôme", "Diplômes", "Parcours et diplômes", "Formation", "Formations"),
    ),
    SectionFormat(
        "experience",
        "EXPERIENCE PROFESSIONNELLE",
        ("PAR LE TRAVAIL",),
        "des expériences et leur texte",
        ("Expérience", "Expériences", "Expériences professionnelles"),
    ),
    SectionFormat(
        "outils", "#OUTILS", ("Les outils à connaître", TITRE), "des familles d'outils", ("Outil", "Les outils")
    ),
    SectionFormat(
        "contraintes",
        "#CONTRAINTES",
        ("Les contraintes", TITRE),
        "des contraintes et leur texte",
        ("Contrainte",),
    ),
    SectionFormat(
        "salaire",
        "#SALAIRE ET ÉVOLUTION",
        ("Salaire et évolution", TITRE),
        "des tranches (« DÉBUTANT ») et leur salaire",
        ("Salaire", "Salaires", "Salaires et évolution"),
    ),
    SectionFormat(
        "evolution",
        "EVOLUTION DE CARRIERE",
        (),
        "des étapes de carrière",
        ("Évolution", "Évolutions de carrière", "Évolution de la carrière"),
    ),
    SectionFormat(
        "faq",
        "#FAQ",
        ("Questions fréquentes", TITRE),
        "des questions et leur réponse",
        ("Foire aux questions",),
    ),
)
PAR_CLE = {section.cle: section for section in SECTIONS}

_BY_KEY = {
    section_key(name): section
    for section in (*SECTIONS, PROFIL)
    for name in (section.tag, *section.headings[:1], *section.alias)
}


def find_section(text: str) -> SectionFormat | None:
    """The section whose tag, first heading or other name this text is."""
    return _BY_KEY.get(section_key(text))
