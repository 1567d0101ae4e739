"""`manage.py bench_search`: what an engineer reads after a change of the search."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metiers.management.commands import bench_search

pytestmark = pytest.mark.one_database

ONISEP = '"libellé métier";"code ROME"\n"infirmier / infirmière";J1506\n"cosmonaute";K2402\n'


def bench(**options):
    out = StringIO()
    call_command("bench_search", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_nothing_published_is_told():
    with pytest.raises(CommandError, match="aucune fiche publiée"):
        bench()


@pytest.mark.django_db
@pytest.mark.usefixtures("whole_catalogue")
def test_it_prints_shares_failures_the_onisep_list_and_times(tmp_path):
    onisep = tmp_path / "onisep.csv"
    onisep.write_text(ONISEP, encoding="utf-8")
    told = bench(onisep=onisep).replace("\u00a0", " ")
    share = float(told.split("mots dont un métier est publié : ")[1].split("(")[1].split(" %")[0].replace(",", "."))
    assert share >= 96, "on either database"
    assert "2 intitulés" in told
    assert "le métier de ce nom en premier, là où il y en a un : 1 sur 1 (100,0 %)" in told
    assert "ms (médiane)" in told


@pytest.mark.django_db
@pytest.mark.usefixtures("whole_catalogue")
def test_a_word_that_is_not_served_is_told_with_what_is_shown_for_it(tmp_path, monkeypatch):
    words = tmp_path / "mots.txt"
    words.write_text("infirmier | J1506\nboulanger | Z9999\nzzzzqq | J1506\n", encoding="utf-8")
    monkeypatch.setattr(bench_search, "MOTS", words)
    told = bench().replace("\u00a0", " ")
    assert "« boulanger » (Z9999, non publié) → Boulanger(ère) ; " in told
    assert "« zzzzqq » (J1506) → rien" in told
    assert "« infirmier »" not in told


@pytest.mark.django_db
@pytest.mark.usefixtures("whole_catalogue")
@pytest.mark.parametrize("text", ["a;b\n", None])
def test_a_list_that_is_not_the_expected_one_is_refused(tmp_path, text):
    onisep = tmp_path / "onisep.csv"
    if text:
        onisep.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"onisep\.csv"):
        bench(onisep=onisep)
