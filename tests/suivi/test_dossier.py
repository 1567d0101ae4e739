"""What is shown of what a student sent: what was ticked, and nothing else."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quiz.calcul.profils import load_profils
from suivi import services
from suivi.documents.entretien import render_fiches
from suivi.dossier import TICKED, apercu_of, dossier_of, envois_of, fiche_of, read_envois
from suivi.models import Envoi, Membre
from suivi.synthese.apercu import to_json
from tests.conftest import sign_in
from tests.quiz.instantanes import build_instantane
from tests.suivi.eleves import CANARIES, about_to_send, joined, of, result, send, sent, small, with_everything, written
from tests.suivi.synthese.sends import kept_with
from tests.suivi.world import campaign, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return campaign(member("bob", lycee()))


def told(envoi):
    return dossier_of(read_envois([envoi])[0], load_profils())


@pytest.mark.parametrize("ticked", [(), *((name,) for name in TICKED), tuple(TICKED)])
def test_what_was_not_ticked_is_nowhere_in_it(campagne, ticked):
    place = joined(campagne)
    resultat = result(place, with_everything())
    written(resultat)
    ticks = dict.fromkeys(ticked, True)
    for envoi in (about_to_send(place, resultat, **ticks), send(place, resultat, **ticks)):
        dossier = told(envoi)
        for name, canary in CANARIES.items():
            assert (canary in repr(dossier)) == (name in ticked), name
        assert ("33.25" in repr(dossier)) == ("competences" in ticked)
        assert (dossier.kept.rapide, dossier.kept.hesitant, dossier.kept.choix) == (False, False, {})
        paper = repr(fiche_of(dossier, campagne, place, "Bob Martin"))
        assert all(CANARIES[name] not in paper for name in CANARIES if name not in ticked)


def test_what_was_not_ticked_is_said(campagne):
    place, envoi = sent(campagne)
    assert told(envoi).non_envoye == (
        "Emma n’a pas envoyé ses compétences, son plan, ses réflexions ni son avis sans les noms."
    )
    assert told(send(place, envoi.resultat, **dict.fromkeys(TICKED, True))).non_envoye == ""
    assert told(send(place, envoi.resultat, plan=True, sans_les_noms=True)).non_envoye.endswith(
        "ses compétences ni ses réflexions."
    )


def test_the_send_before_is_of_the_same_name_also_under_a_place_that_was_freed(campagne):
    before, first = sent(campagne)
    Envoi.objects.filter(pk=first.pk).update(envoye_le=timezone.now() - timedelta(days=20))
    services.free(participation=before)
    services.free(participation=(middle := joined(campagne)))
    other, _ = sent(campagne, "Léa")
    place, envoi = sent(campagne, kept=kept_with("Social"))
    dossier = told(envoi)
    assert (dossier.rang, dossier.avant_le) == (2, timezone.localdate() - timedelta(days=20))
    assert dossier.changements.direction_avant.nom == "Santé"
    assert [one.pk for one in envois_of(place)] == [envoi.pk, first.pk]
    assert told(envois_of(other).get()).changements is None and middle.pk != place.pk


def test_sent_again_with_other_ticks_it_is_no_second_send(campagne):
    place, envoi = sent(campagne)
    assert told(about_to_send(place, envoi.resultat, plan=True)).changements is None


def test_old_and_tiny_results_are_told_too(campagne):
    for number, kept in enumerate((small(), build_instantane(count=0), build_instantane(count=1, filtres=()))):
        place, envoi = sent(campagne, f"Élève {number}", kept, **dict.fromkeys(TICKED, True))
        fiche = fiche_of(told(envoi), campagne, place, "Bob Martin")
        assert render_fiches([fiche], fait_le=timezone.localdate()).startswith(b"%PDF")


def test_questions_are_changed_until_there_are_no_others(campagne):
    _, envoi = sent(campagne)
    lu, profils, seen, sauf = read_envois([envoi])[0], load_profils(), [], ()
    while dossier := dossier_of(lu, profils, sauf=sauf):
        seen += [one.texte for one in dossier.questions]
        if not dossier.change_sauf:
            break
        sauf = dossier.change_sauf
    assert len(seen) == len(set(seen)) > 5


def test_what_the_list_keeps_of_it_is_read_as_it_was_kept(campagne):
    _, envoi = sent(campagne, kept=kept_with("Santé", share=0.3))
    found = apercu_of(read_envois([envoi])[0], load_profils())
    envoi.apercu = to_json(replace(found, constats=()))
    assert told(envoi).particulier == ()
    for broken in ({}, {"format": 99}, {"format": 1}):
        envoi.apercu = broken
        assert [one.titre for one in told(envoi).particulier] == ["Direction à explorer"]


def test_fifty_sends_are_read_in_as_many_queries_as_two(campagne):
    def queries(envois):
        with CaptureQueriesContext(connection) as captured:
            read_envois(envois)
        return len(captured)

    everything = dict.fromkeys(TICKED, True)
    for number in range(4):
        place, _ = sent(campagne, f"Élève {number}", **everything)
        written(send(place, result(place), **everything).resultat)
    known = Envoi.objects.select_related("participation", "resultat").order_by("-pk")
    assert queries(list(known[:2])) == queries(list(known)) <= 5


def test_the_student_looks_at_the_page_itself_without_notes_nor_forms(campagne, client):
    place = joined(campagne)
    resultat = result(place, with_everything())
    written(resultat)
    dossier = told(about_to_send(place, resultat, plan=True))
    bare = {"marges": {}, "changer": "", "csrf_token": "", "suite_ouverte": False, "eleve": None}
    preview = render_to_string("suivi/eleve_detail/_dossier.html", {"dossier": dossier, **bare})
    assert "<form" not in preview and "/suivi/" not in preview and 'class="marge' not in preview
    send(place, resultat, plan=True)
    sign_in(client, Membre.objects.get().user)
    page = client.get(of(place)).content.decode()
    shown = [line for line in words(preview) if line not in words(page)]
    assert shown == [] and CANARIES["plan"] in preview and CANARIES["competences"] not in preview


def words(html):
    return {line.strip() for line in re.sub(r"<[^>]*>", "\n", html).splitlines() if line.strip()}
