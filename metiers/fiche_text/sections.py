"""The sections of the format: their tags, fixed headings and the names editors give them. Pure: no Django."""

from dataclasses import dataclass

from metiers.fiche_text.document import fold


@dataclass(frozen=True, slots=True)
class SectionFormat:
    """`headings` are printed under the tag; TITRE stands for the métier's title. `alias`: other ways to write the tag."""

    cle: str
    tag: str
    headings: tuple[str, ...]
    alias: tuple[str, ...] = ()

    def opens(self, folded: str) -> bool:
        names = (self.tag.lstrip("#"), *self.headings[:1], *self.alias)
        return folded in {fold(name) for name in names}

    def is_tag(self, folded: str) -> bool:
        return folded == fold(self.tag.lstrip("#"))

    def is_heading(self, folded: str, titre: str) -> bool:
        known = {fold(titre if heading == TITRE else heading) for heading in self.headings}
        return folded in known or folded == fold(titre) or self.opens(folded)


TITRE = "{titre}"

PROFIL = SectionFormat("profil", "Profil d'épanouissement", (), ("Profil", "Profil d'epanouissement"))
SECTIONS: tuple[SectionFormat, ...] = (
    SectionFormat("missions", "#MISSIONS", ("Les principales missions",), ("Mission", "Les missions")),
    SectionFormat(
        "soft_skills",
        "#SOFTSKILLS",
        ("Les Soft Skills", TITRE, "Les compétences liées à la personnalité"),
        ("Soft skills", "Soft-skills"),
    ),
    SectionFormat(
        "hard_skills",
        "#HARDSKILLS",
        ("Les Hard Skills", TITRE, "Les compétences techniques"),
        ("Hard skills", "Hard-skills"),
    ),
    SectionFormat(
        "parcours",
        "#PARCOURS / DIPLÔMES",
        ("Le parcours scolaire et les diplômes", TITRE),
        ("Parcours/diplômes", "Parcours", "Diplômes", "Parcours et diplômes", "Formations"),
    ),
    SectionFormat("experience", "EXPERIENCE PROFESSIONNELLE", ("PAR LE TRAVAIL",), ("Expériences professionnelles",)),
    SectionFormat("outils", "#OUTILS", ("Les outils à connaître", TITRE), ("Les outils",)),
    SectionFormat("contraintes", "#CONTRAINTES", ("Les contraintes", TITRE), ()),
    SectionFormat(
        "salaire", "#SALAIRE ET ÉVOLUTION", ("Salaire et évolution", TITRE), ("Salaire", "Salaires et évolution")
    ),
    SectionFormat(
        "evolution", "EVOLUTION DE CARRIERE", (), ("Évolution", "Évolutions de carrière", "Évolution de la carrière")
    ),
    SectionFormat("faq", "#FAQ", ("Questions fréquentes", TITRE), ("F.A.Q.", "Foire aux questions")),
)
PAR_CLE = {section.cle: section for section in SECTIONS}


def find_section(folded: str) -> SectionFormat | None:
    return next((section for section in (*SECTIONS, PROFIL) if section.opens(folded)), None)
