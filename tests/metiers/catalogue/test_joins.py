"""The arithmetic of links, worked out by hand."""

from dataclasses import replace
from functools import partial

import pytest

from metiers.catalogue.errors import CatalogueError
from metiers.catalogue.exclusions import (
    Exclusions,
    read_contexts,
    read_exclusions,
    read_experience,
    read_families,
    read_hidden,
    read_hours,
    read_levels,
    read_near,
    read_unpaid,
)
from metiers.catalogue.families import families_of, hours, salary
from metiers.catalogue.joins import Path, appellation_hops, label_key, link_metiers, link_of, onet_hops, same_title
from metiers.catalogue.readers import read_sources
from tests.metiers.catalogue.world import ESCO

NOTHING = Exclusions({}, {})


@pytest.fixture
def sources(world):
    return read_sources(world)


def links(sources, exclusions=NOTHING):
    return link_metiers(sources.rome, sources.esco, sources.onet, exclusions)


def test_a_link_is_the_product_of_both_hops(sources):
    # Appellation 1 close (.7) to « loom operator », itself close (.7) to Weavers; principal, so weight 3 × .49.
    # Appellation 2 broad (.3) to « diver », Divers by the same title (.9): .27; Weavers listed (.5): .15, not the best.
    link = links(sources)["A1101"]
    assert link.quality == pytest.approx(0.49)
    assert link.shares == (("11-0000.00", 1.0),), "0.27 is under a fifth of 1.47"


def test_the_reverse_table_stands_in_for_the_crosswalk(sources):
    # Exact (1) to « diver »: Divers .9 by title, Weavers .5 unstated; both principal.
    link = links(sources)["B1101"]
    assert link.quality == pytest.approx(0.9)
    assert dict(link.shares) == pytest.approx({"22-0000.00": 0.9 / 1.4, "11-0000.00": 0.5 / 1.4})
    assert link.tables == ("reverse",)


def test_an_appellation_unknown_to_the_mapping_is_joined_by_its_label_and_nesta_comes_last(sources):
    # « Choriste » is ESCO's label (.9); only Nesta leads on, confidence 2 (.7).
    link = links(sources)["C9901"]
    assert link.quality == pytest.approx(0.63)
    assert link.shares == (("33-0000.00", 1.0),)
    assert link.tables == ("nesta",)


def test_the_crosswalk_is_trusted_at_nine_tenths_where_both_titles_are_the_same(sources):
    same = replace(sources.esco, english={ESCO + "w": "weaver"})
    assert onet_hops(same, sources.onet)[ESCO + "w"] == {"11-0000.00": (0.9, "onet")}
    assert onet_hops(sources.esco, sources.onet)[ESCO + "w"] == {"11-0000.00": (0.7, "onet")}


def test_nesta_says_nothing_where_the_crosswalk_does(sources):
    assert set(onet_hops(sources.esco, sources.onet)[ESCO + "w"]) == {"11-0000.00"}
    assert appellation_hops(sources.rome, sources.esco)["4"] == {ESCO + "s": 0.9}


def test_a_principal_path_weighs_three_times_and_the_best_path_counts():
    paths = [
        Path("a", 0.5, True, "onet"),
        Path("a", 1.0, False, "onet"),
        Path("b", 1.0, False, "onet"),
        Path("b", 0.2, False, "onet"),
    ]
    link = link_of(paths)
    assert dict(link.shares) == pytest.approx({"a": 1.5 / 2.5, "b": 1 / 2.5})
    assert link.quality == 1.0


def test_without_a_principal_path_the_quality_loses_a_fifth():
    assert link_of([Path("a", 0.7, False, "onet")]).quality == pytest.approx(0.56)


def test_refused_links_are_not_followed(sources):
    by_pair = Exclusions({}, {("B1101", "22-0000.00"): "non"})
    assert links(sources, by_pair)["B1101"].shares == (("11-0000.00", 1.0),)
    everywhere = Exclusions({}, {("*", "33-0000.00"): "non"})
    assert "C9901" not in links(sources, everywhere)


def test_a_title_found_the_same_takes_the_place_of_every_other_path(sources):
    found = links(
        sources,
        Exclusions(
            {},
            {},
            {
                code: (end, "label")
                for code, end in (("A1101", "33-0000.00"), ("B1101", "99-0000.00"), ("Z0000", "33-0000.00"))
            },
        ),
    )
    assert found["A1101"].shares == (("33-0000.00", 1.0),)
    assert found["A1101"].quality == 0.9
    assert found["B1101"].tables == ("reverse",), "no profile, no link"
    assert "Z0000" not in found


def test_titles_are_the_same_but_for_the_plural():
    assert same_title("Dancers", "dancer")
    assert not same_title("Dancers", "dance teacher")
    assert not same_title("S", "")
    assert label_key("Gemmologue-Expert / Gemmologue-Experte") == label_key("gemmologue-expert/gemmologue-experte")


def test_the_committed_exclusions_can_be_read():
    exclusions = read_exclusions()
    assert "J1507" in exclusions.metiers
    assert exclusions.refuses("A1504", "19-1011.00")
    assert exclusions.joined["A1504"] == ("29-1131.00", "label")
    assert exclusions.joined["K1207"] == ("21-1021.00", "close")
    assert exclusions.refuses("F1602", "47-3013.00"), "helpers are refused to every métier"
    assert not exclusions.refuses("F1602", "47-2111.00")


@pytest.mark.parametrize("line", ["A1101,,", "*,,tout", ",11-0000.00,rien"])
def test_an_exclusion_says_what_and_why(tmp_path, line):
    path = tmp_path / "exclusions.csv"
    path.write_text(f"code_rome,code_onet,motif\n{line}\n")
    with pytest.raises(CatalogueError):
        read_exclusions(path)


def test_a_link_made_by_hand_says_how_near_it_is(tmp_path):
    by_hand = tmp_path / "by_hand.csv"
    by_hand.write_text("code_rome,code_onet,relation\nA1101,11-0000.00,presque\n")
    with pytest.raises(CatalogueError, match="relation"):
        read_exclusions(by_hand=by_hand)


@pytest.mark.parametrize("line", ["A1101,peut-être,motif", "A1101,oui,", "A1101,,motif"])
def test_a_correction_of_experience_says_yes_or_no_and_why(tmp_path, line):
    path = tmp_path / "experience.csv"
    path.write_text(f"code_rome,experience,motif\n{line}\n")
    with pytest.raises(CatalogueError, match="A1101"):
        read_experience(path)


def test_a_metier_is_not_both_excluded_and_found_the_same(tmp_path):
    path, same = tmp_path / "exclusions.csv", tmp_path / "same.csv"
    path.write_text("code_rome,code_onet,motif\nA1101,,non\n")
    same.write_text("code_rome,code_onet,relation\nA1101,11-0000.00,label\n")
    with pytest.raises(CatalogueError, match="A1101"):
        read_exclusions(path, same)


def test_a_new_code_takes_the_families_of_its_parent(sources):
    own, inherited = (families_of(code, sources.rome, sources.dares) for code in ("A1101", "B1101"))
    assert own.faps == inherited.faps == ("A0Z40", "A0Z41")
    assert not own.inherited
    assert inherited.inherited
    assert families_of("C9901", sources.rome, sources.dares).faps == ()


def test_figures_of_families_are_averaged_and_a_gap_is_filled_by_the_larger_family(sources):
    own = families_of("A1101", sources.rome, sources.dares)
    assert hours(own, sources.dares)["nuit"] == pytest.approx((10 + 30) / 2)
    assert salary(own, sources.dares) == {
        "mediane": [1500, 1700],
        "repartition": [0, 1, 2, 4, 3],
        "familles": ["A0Z40", "A0Z41"],
    }


def test_no_family_means_no_figure(sources):
    none = families_of("C9901", sources.rome, sources.dares)
    assert all(value != value for value in hours(none, sources.dares).values())
    assert salary(none, sources.dares) is None


def test_a_family_of_another_trade_tells_no_salary(tmp_path):
    hours, families = tmp_path / "h.csv", tmp_path / "f.csv"
    hours.write_text(
        "code_rome,heures,reponse,motif\nA1101,nuit,non,la famille est celle des marins\nB1101,nuit,oui,tard le soir\n"
    )
    lines = ("code_rome,familles,motif", "C9901,A0Z41 A0Z42,m", "D1101,,m", "E1101,,la famille est celle des acteurs")
    families.write_text("\n".join(lines))
    assert read_families(families, hours) == {"A1101": (), "C9901": ("A0Z41", "A0Z42"), "E1101": ()}
    assert read_unpaid(families) == {"D1101"}, "its family still tells its hours"


@pytest.mark.parametrize(
    ("reader", "lines"),
    [
        (read_families, "code_rome,familles,motif\nA1101,A0Z41,\n"),
        (read_contexts, "code_rome,contexte,reponse,motif\nA1101,300782,peut-être,m\n"),
        (read_contexts, "code_rome,contexte,reponse,motif\nA1101,300782,oui,\n"),
        (read_near, "cle,proches\nA1101,B1101 A1101\n"),
        (read_near, "cle,proches\nA1101,\n"),
        (read_near, "cle,proches\nA1101,B1101\nA1101,C1101\n"),
        (partial(read_hidden, column="savoir_faire"), "cle,savoir_faire,motif\nA1101,Biologie,\n"),
        (partial(read_hidden, column="appellations"), "cle,appellations,motif\nA1101,b,m\nA1101,c,m\n"),
        (read_experience, "code_rome,experience,motif\nA1101,oui,m\nA1101,non,m\n"),
        (read_hours, "code_rome,heures,reponse,motif\nA1101,nuit,oui,m\nA1101,nuit,non,m\n"),
        (read_levels, "cle,savoir_faire,comme,motif\nA1101,Biologie,A1101,m\n"),
        (read_levels, "cle,savoir_faire,comme,motif\nA1101,Biologie,,m\n"),
        (read_levels, "cle,savoir_faire,comme,motif\nA1101,Biologie,B1101,m\nA1101,Biologie,C9901,m\n"),
    ],
)
def test_a_line_by_hand_says_why(tmp_path, reader, lines):
    path = tmp_path / "x.csv"
    path.write_text(lines)
    with pytest.raises(CatalogueError, match="A1101 à revoir"):
        reader(path)
