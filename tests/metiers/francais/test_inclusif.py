"""However the gender of a title is written, it is one métier: for search, and for import."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metiers.chargement.importer import slug_of
from metiers.francais.inclusif import one_form, stem, title_key, without_feminine
from tests.conftest import CATALOGUE

NURSE = [
    *("Infirmier·ère", "Infirmier / Infirmière", "Infirmière / Infirmier", "Infirmier/Infirmière", "Infirmier/ère"),
    *("Infirmier.ère", "Infirmier-ère", "Infirmier/-ère", "Infirmier(ère)", "Infirmier(e)", "Infirmier•ère"),
    *(
        "Infirmier H/F",
        "Infirmier (H/F)",
        "Infirmier - H/F",
        "Infirmier F/H",
        "Infirmier h-f",
        "Infirmier (homme/femme)",
    ),
    *("L'infirmier(ère)", "L’infirmier(ère)", "Un infirmier", "un(e) infirmier(e)", "INFIRMIER·ÈRE", "Infirmier"),
    *("Infirmier ou infirmière", "Infirmiers et infirmières", "Infirmier, infirmière", "  infirmier  "),
]


@pytest.mark.parametrize("titre", [*NURSE, "Infirmière", "infirmières", "L’infirmière", "Une infirmière"])
def test_every_spelling_of_a_title_has_one_key(titre):
    assert title_key(titre) == "infirmier"


@pytest.mark.parametrize("titre", [one for one in NURSE if not one.startswith("Infirmiers")])
def test_every_spelling_of_both_genders_has_one_address(titre):
    assert slug_of(titre) == "infirmier"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Agent administratif / Agente administrative des écoles", "agent administratif des ecoles"),
        ("Moniteur(trice)-éducateur(trice)", "moniteur-educateur"),
        ("Cadre technico-commercial / Cadre technico-commerciale", "cadre technico-commercial"),
        ("Préfet / Préfète", "prefet"),
        ("Chef/fe de projet", "chef de projet"),
        ("Écrivain public / Écrivaine publique", "ecrivain public"),
        ("Ambassadeur / Ambassadrice du tri", "ambassadeur du tri"),
        ("Technicien (bâtiment)", "technicien (batiment)"),
        ("Steward / Hôtesse de train", "steward / hotesse de train"),
        ("Hôtesse ou steward", "hotesse ou steward"),
        ("Achats et ventes", "achats et ventes"),
        ("Éducatrice", "educatrice"),
        ("", ""),
    ],
)
def test_one_gender_is_kept_of_two_and_nothing_else_is_lost(text, folded):
    assert without_feminine(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Infirmier", "Infirmier scolaire"),
        ("Directeur d’école", "Directeur d’hôtel"),
        ("Cuisinier", "Cuisiniste"),
        ("Chirurgien", "Chirurgien-dentiste"),
        ("Barman", "Barmaid"),
    ],
)
def test_other_metiers_have_other_keys(one, other):
    assert title_key(one) != title_key(other)


def test_no_two_metiers_of_the_catalogue_have_one_key_nor_any_address_changed_its_gender():
    titles = [entry["titre"] for entry in json.loads(CATALOGUE.read_bytes())["metiers"]]
    keys = {title_key(title["inclusif"]) for title in titles}
    assert len(keys) == len(titles)
    apart = [title for title in titles if title_key(title["feminin"]) != title_key(title["masculin"])]
    assert all(" ou " in title["inclusif"] or "/" in title["inclusif"] for title in apart), apart


genders = st.sampled_from(
    [("eur", "euse"), ("teur", "trice"), ("er", "ère"), ("ien", "ienne"), ("if", "ive"), ("é", "ée"), ("iste", "iste")]
)
roots = st.text("bcdflmnprtv", min_size=3, max_size=6).map(lambda root: f"{root}o{root[0]}")


@given(roots, genders, st.sampled_from(["", " de rue", " d’État", " en cuisine"]), st.data())
def test_both_genders_in_any_order_have_the_key_and_the_address_of_one(root, endings, tail, data):
    masculine, feminine = (f"{root}{ending}" for ending in endings)
    titre = data.draw(
        st.sampled_from(
            [
                f"{masculine} / {feminine}{tail}",
                f"{feminine}/{masculine}{tail}",
                f"{masculine} ou {feminine}{tail}",
                f"{masculine} H/F{tail}",
                f"Le {masculine}{tail} (F/H)",
            ]
        )
    )
    assert title_key(titre) == title_key(feminine + tail) == title_key(masculine + tail)
    assert slug_of(titre) == slug_of(masculine + tail)


@given(st.text(max_size=40))
def test_any_text_folds_to_one_that_stays(text):
    assert one_form(without_feminine(text)) == one_form(text)


@given(st.text("abceilnorstuvx", min_size=1, max_size=15))
def test_a_stem_is_its_own(word):
    assert stem(stem(word)) == stem(word)
    assert stem(f"{word}s") == stem(word) or len(word) < 5 or word.endswith(("s", "x", "u", "au", "eau"))
