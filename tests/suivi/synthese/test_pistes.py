"""Pistes, skills and marks as a counsellor reads them: pure."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from quiz.methode.stability import Solidite
from quiz.resultat.instantane import FiltreFige, NiveauFige
from suivi.synthese.competences import lire_competences
from suivi.synthese.lignes import ligne, slug_of
from suivi.synthese.pistes import lire_pistes
from suivi.synthese.reperes import lire_reperes
from tests.quiz.instantanes import build_instantane, build_piste
from tests.suivi.synthese.sends import kept_with, results


def number(text):
    return round(float(text.replace("\u2212", "-").replace(",", ".")), 1)


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_the_sum_of_each_piste_is_right_as_it_is_written(count):
    for piste in lire_pistes(build_instantane(count=count), {}):
        assert round(50 + sum(number(one.points) for one in piste.termes), 1) == number(piste.total)
        assert len({one.nom for one in piste.termes}) == len(piste.termes)


def test_the_ten_first_are_told_to_somebody_else():
    told = lire_pistes(kept_with(), {"metier-1": "/metiers/metier-1/"})
    assert [one.place for one in told] == ["1re", *(f"{place}e" for place in range(2, 11))]
    assert [one.adresse for one in told[:2]] == ["/metiers/metier-1/", ""]
    words = " ".join(run.text for one in told for sentence in one.pour for run in sentence)
    assert words and not re.search(r"\b(tu|ton|ta|tes|toi)\b", words, re.IGNORECASE)


def test_nothing_is_firm_where_there_are_too_few_metiers():
    assert {(one.fermete, one.mot, one.fois) for one in lire_pistes(kept_with(en_vue=8), {})} == {("", "", "")}


@pytest.mark.parametrize(
    ("solidite", "share", "mot", "fois"),
    [
        (Solidite.SOLIDE, 1.0, "solide", "plus de 95 fois sur 100"),
        (Solidite.PROBABLE, 0.86, "probable", "86 fois sur 100"),  # one before it is only probable
        (Solidite.EXPLORER, 0.49, "à explorer", "49 fois sur 100"),
        (Solidite.PASSAGE, 0.0, "", "moins d’une fois sur 100"),
    ],
)
def test_firmness_is_the_word_that_the_student_reads_and_its_figure(solidite, share, mot, fois):
    (piste,) = lire_pistes(kept_with(pistes=(build_piste(1, share=share, solidite=solidite),)), {})
    assert (piste.mot, piste.fois) == (mot, fois)


def asking(number, **levels):
    attendus = tuple(NiveauFige(slug, slug.capitalize(), level) for slug, level in levels.items())
    return build_piste(number, attendus=attendus)


def test_skills_to_build_are_what_the_first_pistes_ask_for_and_the_student_lacks():
    niveaux = tuple(NiveauFige(slug, slug, level) for slug, level in (("anglais", 25), ("dessin", 75), ("chant", None)))
    pistes = (asking(1, anglais=60, dessin=80), asking(2, anglais=90, chant=50), asking(3), asking(4, dessin=100))
    found = lire_competences(kept_with(niveaux=niveaux, pistes=pistes))
    (one,) = found.a_batir
    assert (one.nom, one.demande, one.niveau, one.pistes) == ("Anglais", 90, 25, (pistes[0].titre, pistes[1].titre))
    assert (found.acquises, found.inconnues, found.situees) == (1, 1, 2)


def test_a_result_kept_before_skills_were_frozen_has_none_to_build():
    kept = build_instantane()
    old = replace(kept, pistes=tuple(replace(piste, attendus=()) for piste in kept.pistes))
    assert lire_competences(old).a_batir == ()


def marks(*filtres, accord=None, **more):
    return {one.nom: one.texte for one in lire_reperes(kept_with(filtres=filtres, **more), accord)}


def test_what_else_was_said_stands_in_a_line_each():
    found = marks(
        FiltreFige("interet", "9", "M’occuper d’enfants"),
        FiltreFige("niveau", "3"),
        FiltreFige("sans", "nuit"),
        FiltreFige("aime", "J", "Santé"),
        accord=(19, 24),
        direction="Santé",
        share=0.78,
    )
    assert found["Direction"] == "Santé, probable, 78 fois sur 100"
    assert found["Goûts"] == "M’occuper d’enfants" and found["L’attirent"] == "Santé"
    assert "bac" in found["Études"] and "nuit" in found["Écarte"] and not found["Écarte"].startswith("Sans")
    assert found["Sans les noms"] == "9,5 accords sur 12 avec le classement"
    assert marks(FiltreFige("", "", "Jusqu’à bac +3")) == {"Choix": "Jusqu’à bac +3"}
    assert marks() == {}


def test_a_line_has_a_name_or_is_none():
    titres = {"luthier": "Luthier(ère)"}
    assert ligne("piste:luthier", titres) == "Luthier(ère)" and slug_of("piste:luthier") == "luthier"
    assert ligne("plan", titres) == "le plan" and ligne("", titres) == "l’ensemble"
    assert ligne("piste:autre", titres) == ligne("rien", titres) == slug_of("plan") == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(results())
def test_any_result_is_told(kept):
    for piste in lire_pistes(kept, {}):
        assert round(50 + sum(number(one.points) for one in piste.termes), 1) == number(piste.total)
    found = lire_competences(kept)
    assert all(one.demande > one.niveau for one in found.a_batir) and len(found.a_batir) <= 5
    assert all(one.nom and one.texte for one in lire_reperes(kept, None))
