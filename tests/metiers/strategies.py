"""Arbitrary fiches in canonical form, full of lines that look like something else."""

import re

from hypothesis import strategies as st

from metiers.dimensions import CLES
from metiers.fiche_text import document as doc
from metiers.fiche_text.levels import BEFORE_BAC, MAX_BAC_PLUS, MAX_ECTS
from metiers.fiche_text.salary import MAX_SALARY

NASTY_LINES = [
    *(
        "#",
        "##",
        "###",
        "# titre",
        "## nom",
        "### nom",
        "#FAQ",
        "#MISSIONS",
        "#INCONNUE",
        "##MISSIONS",
        "\\",
        "\\\\",
        "\\ x",
    ),
    *("#OÙ", "Où ?", "Où :", "OU", "Au quotidien", "AU QUOTIDIEN :", "Ce qui plaît", "#CE QUI EST DIFFICILE"),
    *(
        "FAQ",
        "FAQ :",
        "F.A.Q.",
        "Missions",
        "MISSIONS :",
        "Les missions",
        "Les missions :",
        "Outils",
        "OUTILS",
        "Salaire",
    ),
    *(
        "Soft skills",
        "SOFTSKILLS",
        "Hard skills",
        "Parcours",
        "Formations",
        "Expérience professionnelle",
        "PAR LE TRAVAIL",
    ),
    *(
        "Profil d'épanouissement",
        "Profil d’épanouissement :",
        "PROFIL",
        "Évolution",
        "EVOLUTION DE CARRIERE",
        "Contraintes",
    ),
    *("Les principales missions", "Questions fréquentes", "Les outils à connaître", "Les compétences techniques"),
    *("Les savoir-être attendus", "Nos outils", "Les missions de terrain", "Métier", "Métier(e)", "Métier."),
    *(
        "Réponse :",
        "Réponse : oui",
        "reponse",
        "Réponses :",
        "RÉPONSE : non.",
        "Pourquoi ?",
        "Qui ? Moi.",
        "?",
        "Et toi ?",
    ),
    *("BAC +2", "BAC", "Bac+5", "bac + 3", "BAC +2 | (120 crédits ECTS)", "BAC+3 (180 ECTS)", "Niveau CAP", "Niveau 6"),
    *(
        "BAC +2 | beaucoup",
        "NIVEAU NON PRÉCISÉ",
        "Avant le bac",
        "BTS",
        "Licence",
        "Master 2",
        "Doctorat",
        "CAP",
        "Bac :",
    ),
    *(
        "Les formations proposées",
        "Les formations proposées : 3",
        "Voir toutes les formations Bac+2 (3)",
        "Voir les formations",
    ),
    *("Facultatif : oui", "Facultatif : non", "Il n’est pas nécessaire d’aller jusque-là.", "Il n'est pas necessaire"),
    *(
        "Stimulation 82%",
        "Stimulation : 82/100",
        "Carrière",
        "Carrière -5 %",
        "Flexibilité des horaires",
        "Ambiance 60 %",
    ),
    *(
        "Relations : bonnes",
        "58 %",
        "58",
        "100%",
        "90 | Anglais",
        "90 : Anglais",
        "90 - Anglais",
        "95",
        "a | b",
        "|",
        "90 |",
    ),
    *("De 26000€ à 32000€ brut par an", "26 000 € à 32 000 €", "26–32 k€", "Débutant : 26 k€", "DÉBUTANT (- de 3 ans)"),
    *(
        "Junior 26 000 €",
        "Senior",
        "Brut : 20 000",
        "1 800 € par mois",
        "Un débutant gagne 26 000 € par an.",
        "Débutant :",
    ),
    *(
        "Mots clés : a, b...",
        "Mots-clés :",
        "Communication, Traduction...",
        "etc...",
        "…",
        "...",
        "......",
        "Un, deux…",
    ),
    *("- tiret", "* étoile", "• puce", "•puce", "– demi-cadratin", "·", "---", "***", "_", "1. un", "> cité", "•"),
    *(
        "Communication",
        "Communication :",
        "Gestion de projet",
        "Analyse de données",
        "L’équipe",
        "l'équipe",
        "C++",
        "C#",
        "C",
    ),
    *(
        "Une phrase.",
        "Une phrase qui finit par deux points :",
        "Une phrase sans point",
        "« Cité »",
        "a,b",
        "«",
        "»",
        "fin ;",
    ),
    "Une longue phrase qui dépasse la longueur des noms et qui se termine sans aucun point "
    + "bien loin " * 3
    + "là-bas",
    "Une longue phrase qui dépasse la longueur des noms et qui se termine par un point " + "bien loin " * 3 + "là-bas.",
    *(
        "\u00a0insécable\u00a0:",
        "e\u0301",
        "\u0301",
        "œuvre",
        "ﬁn",
        "İ",
        "ß",
        "日本",
        "😀",
        "a\u200bb",
        "\ufeffBOM",
        "a\u2028b",
        "٣ %",
    ),
]

_words = st.one_of(
    st.sampled_from(NASTY_LINES),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("aB é1%€|#\\-•?.:,…/+()'’", max_size=12),
)
_lines = st.one_of(_words, st.lists(_words, min_size=2, max_size=3).map(" ".join))
prose = st.lists(st.tuples(_lines, st.sampled_from(["\n", "\n", "\n\n", "  \n"])).map("".join), max_size=5).map(
    lambda parts: doc.canonical_prose("".join(parts))
)
full_prose = prose.filter(bool)


def names(longest: int) -> st.SearchStrategy[str]:
    return _lines.map(lambda text: doc.canonical_name(doc.canonical_name(text)[:longest])).filter(bool)


_key_words = (
    st.lists(_lines, max_size=4)
    .map(lambda words: [doc.canonical_name(word.replace(",", " ")) for word in words])
    .map(lambda words: tuple(word for word in words if word))
    .filter(lambda words: len(", ".join(words)) <= doc.MAX_MOTS_CLES)
)
_items = st.lists(st.builds(doc.Item, names(doc.MAX_NOM), prose), max_size=3).map(tuple)
_few = {"max_size": 3}
_actions = st.lists(names(doc.MAX_ACTION), **_few).map(tuple)


def _has_address(titre: str) -> bool:
    return re.search("[a-z0-9]", doc.fold(titre)) is not None


@st.composite
def bands(draw: st.DrawFn) -> doc.Tranche:
    maximum = draw(st.one_of(st.integers(1, MAX_SALARY), st.sampled_from([1, 999, 1000, 26_000, MAX_SALARY])))
    return doc.Tranche(draw(names(doc.MAX_LIBELLE)), draw(st.integers(0, maximum)), maximum)


@st.composite
def sections(draw: st.DrawFn, with_complement: set[str]) -> dict[str, doc.Section]:
    found = {
        cle: doc.Section(draw(prose), draw(prose) if cle in with_complement else "")
        for cle in draw(st.lists(st.sampled_from(doc.SECTION_CLES), max_size=4, unique=True))
    }
    return {cle: found[cle] for cle in doc.SECTION_CLES if found.get(cle, doc.Section()) != doc.Section()}


@st.composite
def fiches(draw: st.DrawFn) -> doc.Fiche:
    """A fiche in canonical form, with nearly always too little of everything and too much of the nasty."""
    missions = draw(st.lists(_groups, **_few).map(tuple))
    salaires = draw(st.lists(bands(), **_few).map(tuple))
    with_complement = {cle for cle, items in (("missions", missions), ("salaire", salaires)) if items}
    return doc.Fiche(
        titre=draw(st.one_of(st.just("Métier"), names(doc.MAX_TITRE).filter(_has_address))),
        accroche=draw(prose),
        profil=draw(_profils),
        sections=draw(sections(with_complement)),
        missions=missions,
        soft_skills=draw(_items),
        hard_skills=draw(_hard_skills),
        niveaux=draw(st.lists(_niveaux, **_few).map(tuple)),
        experiences=draw(_items),
        outils=draw(st.lists(_familles, **_few).map(tuple)),
        contraintes=draw(_items),
        salaires=salaires,
        evolution=draw(st.lists(full_prose, **_few).map(tuple)),
        questions=draw(
            st.lists(st.builds(doc.QuestionReponse, names(doc.MAX_QUESTION), full_prose), **_few).map(tuple)
        ),
        au_quotidien=draw(prose),
        plait=draw(_actions),
        difficile=draw(_actions),
        ou=draw(st.just("") | names(doc.MAX_DETAIL)),
    )


_groups = st.builds(doc.Groupe, st.one_of(st.just(""), names(doc.MAX_NOM)), _actions).filter(
    lambda groupe: groupe.titre or groupe.actions
)
_details = st.one_of(st.just(""), names(doc.MAX_DETAIL))
_profils = st.lists(st.sampled_from(CLES), unique=True).flatmap(
    lambda cles: st.tuples(
        *(st.builds(doc.NoteDimension, st.just(cle), st.integers(0, 100), _details) for cle in CLES if cle in cles)
    )
)
_hard_skills = st.lists(
    st.builds(doc.HardSkill, names(doc.MAX_COMPETENCE), st.integers(0, 100), _key_words, prose),
    max_size=3,
    unique_by=lambda skill: doc.fold(skill.nom),
).map(tuple)
_niveaux = st.builds(
    doc.Niveau,
    names(doc.MAX_NOM),
    st.none() | st.integers(BEFORE_BAC, MAX_BAC_PLUS),
    st.none() | st.integers(1, MAX_ECTS),
    prose,
    st.booleans(),
    st.none() | st.integers(0, doc.MAX_FORMATIONS),
)
_familles = st.builds(doc.Famille, names(doc.MAX_NOM), st.lists(names(doc.MAX_NOM), **_few).map(tuple), prose)
