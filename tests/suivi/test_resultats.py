"""« Résultats »: the list, acts on several at once, what came since; « Mes campagnes », the agenda and the search."""

import re
from datetime import timedelta
from urllib.parse import urlencode, urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quiz.models import Passation
from quiz.services import hash_secret
from suivi import services
from suivi.models import Campagne, Envoi, Lecture, Montre, Note, Participation, RendezVous, Role
from tests.conftest import StrictClient, sign_in
from tests.suivi.envois import pupil, pupil_who_sent, sent_by
from tests.suivi.world import campaign, cio, lycee, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return lycee()


@pytest.fixture
def bob(house):
    return member("bob", house)


@pytest.fixture
def staff(bob):
    return sign_in(StrictClient(), bob.user)


@pytest.fixture
def group(bob):
    """Three who sent, one of them was read."""
    made = campaign(bob, montre=Montre.APRES)
    pupil_who_sent(made, "Ana", direction="Santé", share=0.3)
    pupil_who_sent(made, "Bao", direction="Bâtiment", share=0.99)
    pupil_who_sent(made, "Cid", direction="Santé", share=0.7, read=True)
    pupil(made, "Dan")
    return made


def text(response):
    body = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]*>", " ", body).replace("&nbsp;", " ").split()).replace(" ,", ",")


def at(campagne, path=""):
    return f"{campagne.get_absolute_url()}resultats/{path}"


def names(page):
    """In the order of the list."""
    return re.findall(r"<bdi>(\w+)</bdi>", page.content.decode())


def place(nom):
    return Participation.objects.get(pseudonyme=nom)


# --- the list ------------------------------------------------------------------------------


def test_the_list_says_who_to_see_first_and_why(staff, group):
    page = staff.get(at(group))
    assert names(page) == ["Ana", "Bao", "Cid"]
    assert "3 affichés sur 3" in text(page)
    assert "Direction à explorer (30 fois sur 100)" in text(page)
    assert "plus de 95 fois sur 100" in text(page) and "Éducateur(trice) de rue" in text(page)
    assert "Dan" not in text(page), "who has sent nothing"
    services.ask_for_talk(participation=place("Cid"), sujet="etudes")
    assert names(staff.get(at(group)))[0] == "Cid"


def around(page):
    """(before, after) of a pupil's page, where they stand, and in what order."""
    html = page.content.decode().split('class="eleve-voisins"')[1].split("</nav>")[0]
    found = [re.search(rf'rel="{rel}".*?<bdi>(\w+)</bdi>', html, re.DOTALL) for rel in ("prev", "next")]
    place = re.search(r"\d+ sur \d+", html)
    return *(one and one[1] for one in found), place and place[0], "de la liste" in html


def test_one_by_one_goes_in_the_order_of_the_list_though_reading_changes_it(staff, group, metier):
    def opened(nom):
        return around(staff.get(f"/suivi/campagnes/{group.pk}/eleves/{place(nom).pk}/"))

    assert opened("Bao") == ("Ana", "Cid", "2 sur 3", False), "no list was looked at"
    services.ask_for_talk(participation=place("Cid"), sujet="etudes")
    page = staff.get(at(group))
    assert names(page) == ["Cid", "Ana", "Bao"]
    first = re.search(r'href="([^"]*)">Voir un par un', page.content.decode())[1]
    assert around(staff.get(first)) == (None, "Ana", "1 sur 3", True)
    assert opened("Ana") == ("Cid", "Bao", "2 sur 3", True)
    staff.get(at(group, "?direction=Santé&tri=date"))
    assert opened("Ana") == ("Cid", None, "2 sur 2", True)
    assert opened("Bao") == ("Ana", "Cid", "2 sur 3", False), "which this list did not show"
    other = campaign(group.proprietaire, nom="Autre")
    pupil_who_sent(other, "Zoé")
    staff.get(at(group))
    assert around(staff.get(f"/suivi/campagnes/{other.pk}/eleves/{place('Zoé').pk}/")) == (None, None, "1 sur 1", False)
    place("Ana").passation.delete()
    assert opened("Cid") == (None, "Bao", "1 sur 2", True), "gone since"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"direction": "Santé"}, ["Ana", "Cid"]),
        ({"direction": "Santé", "lire": "oui"}, ["Ana"]),
        ({"fermete": "sure"}, ["Bao"]),
        ({"etudes": "3", "tri": "nom"}, ["Ana", "Bao", "Cid"]),
        ({"q": "batiment"}, ["Bao"]),
        ({"q": "cid", "tri": "inconnu", "page": "-3"}, ["Cid"]),
        ({"tri": "direction"}, ["Bao", "Ana", "Cid"]),
        ({"tri": "date"}, ["Cid", "Bao", "Ana"]),
        ({"entretien": "\x00demande"}, []),
    ],
)
def test_filters_and_orders(staff, group, asked, expected):
    page = staff.get(at(group, f"?{urlencode(asked)}"))
    assert names(page) == expected
    assert f"{len(expected)} affiché" in text(page) and "sur 3" in text(page)


def test_each_filter_is_taken_off_alone_and_an_empty_list_says_which(staff, group):
    page = staff.get(at(group, "?direction=Santé&fermete=sure&tri=nom"))
    html = page.content.decode()
    assert "Aucun élève sur 3" in text(page) and "Sans « Fermeté : solide », il y en a 2." in text(page)
    assert "Sans « Direction : Santé », il y en a 1." in text(page)
    assert f'href="{at(group)}?tri=nom&amp;direction=Sant%C3%A9"' in html and f'href="{at(group)}?tri=nom"' in html


def test_what_is_escaped_stays_text(staff, group):
    group.participations.filter(pseudonyme="Ana").update(pseudonyme="<b>x</b>")
    page = staff.get(at(group, "?q=<script>")).content.decode() + staff.get(at(group)).content.decode()
    assert "<b>x</b>" not in page and "<script>" not in page.split("<main")[1]


def test_a_former_overview_is_not_read_and_the_row_stays(staff, group):
    Envoi.objects.filter(participation__pseudonyme="Ana").update(apercu={"format": 0})
    Envoi.objects.filter(participation__pseudonyme="Bao").update(apercu={})
    page = staff.get(at(group))
    assert text(page).count("Ouvrez sa page pour lire cet envoi") == 2
    assert staff.get("/suivi/").status_code == 200


def test_nobody_sent_yet(staff, bob):
    made = campaign(bob, noms=["Emma", "Noé"], libre=False)
    assert "Imprimer 2 rappels" in text(staff.get(at(made)))
    assert "Imprimer l’affiche" in text(staff.get(at(campaign(bob, nom="Autre"))))


def test_erased_or_withdrawn_is_gone_at_once(staff, group):
    place("Ana").passation.delete()
    services.withdraw_sent(participation=place("Bao"))
    assert names(staff.get(at(group))) == ["Cid"]
    Passation.objects.update(expire_le=timezone.now())
    assert "Personne n’a encore envoyé" in text(staff.get(at(group))), "what has expired is not there"


# --- several at once -----------------------------------------------------------------------


def act(staff, group, acte, *noms, **more):
    sent = {"acte": acte, "eleve": [place(nom).pk for nom in noms], "retour": "?direction=Santé", **more}
    return staff.post(at(group, "lot/"), sent)


def unread():
    return set(Envoi.objects.filter(lu_le=None).values_list("participation__pseudonyme", flat=True))


def undo(staff, page):
    """The form beside what was done."""
    form = page.content.decode().split('class="said')[1].split("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    sent = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    return staff.post(re.search(r'action="([^"]*)"', form)[1], sent)


def test_marked_read_and_taken_back(staff, group):
    response = act(staff, group, "lus", "Ana", "Bao", "Cid")
    assert response["Location"] == at(group, "?direction=Sant%C3%A9")
    page = staff.get(response["Location"])
    assert "2 marqués lus. Annuler" in text(page) and unread() == set()
    assert "Annuler" not in text(staff.get(at(group))), "said once"
    undo(staff, page)
    assert unread() == {"Ana", "Bao"}, "who was read before stays so"
    assert "C’est annulé" in text(staff.get(at(group)))


def test_what_was_done_is_told_to_whoever_reads_the_page(staff, group):
    where = act(staff, group, "lus", "Ana")["Location"]
    staff.head(where)
    assert "1 marqué lu. Annuler" in text(staff.get(where))


def test_marked_unread(staff, group):
    act(staff, group, "non_lus", "Cid", "Ana")
    assert unread() == {"Ana", "Bao", "Cid"}
    assert "1 marqué à lire." in text(staff.get(at(group)))
    act(staff, group, "non_lus", "Cid")
    assert "Rien n’a changé" in text(staff.get(at(group))) and "Annuler" not in text(staff.get(at(group)))


def test_results_are_shown_to_several_and_kept_back_again(staff, group):
    act(staff, group, "montrer", "Ana", "Bao")
    page = staff.get(at(group))
    assert "2 résultats montrés aux élèves. Annuler" in text(page)
    assert not place("Ana").est_retenue
    undo(staff, page)
    assert place("Ana").est_retenue and place("Bao").est_retenue


def test_what_was_shown_one_by_one_is_not_kept_back_by_undoing(staff, group):
    services.show_result(participation=place("Ana"))
    act(staff, group, "montrer", "Ana", "Bao")
    undo(staff, staff.get(at(group)))
    assert not place("Ana").est_retenue and place("Bao").est_retenue


@pytest.mark.parametrize(
    "sent",
    [
        {"acte": "lus"},
        {"acte": "lus", "eleve": ["x", "", "-1", "9" * 40, "٣"]},
        {"acte": "effacer", "eleve": ["1"]},
        {},
    ],
)
def test_a_bulk_act_that_is_none_says_so(staff, group, sent):
    response = staff.post(at(group, "lot/"), sent)
    assert response.status_code == 422 and 'id="errors"' in response.content.decode()
    assert unread() == {"Ana", "Bao"}


def test_the_page_of_a_refused_act_leads_on(staff, bob):
    """Without JavaScript the buttons wait for nothing: what is around the fault is whole."""
    made = campaign(bob)
    for number in range(51):
        pupil_who_sent(made, f"E{number}", direction="Santé")
    page = staff.post(at(made, "lot/"), {"acte": "lus", "retour": "?direction=Santé"}).content.decode()
    main = page.split("<main")[1]
    for href in {one.replace("&amp;", "&") for one in re.findall(r'href="([^"#]+)"', main)}:
        assert staff.get(urljoin(at(made, "lot/"), href)).status_code == 200, href
    assert f'action="{at(made)}"' in main and main.count("page=2") == 1


def test_results_that_are_not_held_back_are_not_shown(staff, bob):
    made = campaign(bob)
    pupil_who_sent(made, "Ana")
    assert "Montrer leur résultat" not in text(staff.get(at(made)))
    assert act(staff, made, "montrer", "Ana").status_code == 422


def test_pupils_of_another_campaign_are_left_alone(staff, bob, group):
    other = campaign(member("eva", bob.structure), nom="D’ailleurs", montre=Montre.APRES)
    zoe = pupil_who_sent(other, "Zoé")
    envoi = Envoi.objects.get(participation=zoe)
    for sent in ({"eleve": [zoe.pk]}, {"envoi": [envoi.pk]}):
        staff.post(at(group, "lot/"), {"acte": "lus", **sent})
        staff.post(at(group, "lot/"), {"acte": "montrer", **sent})
    staff.post(at(group, "fiches.pdf"), {"eleve": [zoe.pk]})
    zoe.refresh_from_db()
    assert "Zoé" in unread() and zoe.montree_le is None and not Lecture.objects.exists()


def test_sheets_are_printed_and_each_is_noted(staff, group, bob, metier):
    pks = [place(nom).pk for nom in ("Bao", "Ana", "Dan")]
    served = staff.post(at(group, "fiches.pdf"), {"eleve": pks})
    assert (served.status_code, served["Content-Type"]) == (200, "application/pdf")
    read = Lecture.objects.values_list("envoi__participation__pseudonyme", "quoi", "membre")
    assert set(read) == {("Ana", "fiche", bob.pk), ("Bao", "fiche", bob.pk)}
    for nothing in ([], [place("Dan").pk], ["x"]):
        assert staff.post(at(group, "fiches.pdf"), {"eleve": nothing})["Location"] == at(group)


def test_today_is_printed_from_the_first_page(staff, group, bob, metier, time_machine):
    time_machine.move_to(timezone.localtime().replace(hour=9, minute=0), tick=False)
    sign_in(staff, bob.user)
    noon = timezone.localtime().replace(hour=12)
    services.propose(participation=place("Ana"), membre=bob, le=noon, lieu="Bureau 12")
    services.propose(participation=place("Dan"), membre=bob, le=noon, lieu="")
    page = text(staff.get("/suivi/"))
    assert "Imprimer la fiche du jour" in page and "Bureau 12" in page
    assert staff.post("/suivi/agenda/fiches.pdf")["Content-Type"] == "application/pdf"
    assert Lecture.objects.count() == 1
    RendezVous.objects.all().delete()
    assert staff.post("/suivi/agenda/fiches.pdf")["Location"] == "/suivi/"


# --- what came since -----------------------------------------------------------------------


def poll(staff, page):
    address = re.search(r'hx-get="([^"]*nouveaux/[^"]*)"', page.content.decode())[1].replace("&amp;", "&")
    return staff.get(address)


def test_new_sends_are_told_and_shown(staff, group):
    page = staff.get(at(group, "?tri=nom"))
    assert "nouve" not in text(page) and "L’afficher" not in poll(staff, page).content.decode()
    sent_by(place_with_secret("Dan"))
    told = poll(staff, page).content.decode()
    assert "1&nbsp;nouvel envoi" in told and "L’afficher" in told and "<main" not in told
    assert re.search(r'href="[^"]*/resultats/\?tri=nom"', told)
    assert poll(staff, page).content.decode().count('id="nouveaux"') == 1
    fresh = staff.get(at(group, "?tri=nom"))
    assert names(fresh) == ["Ana", "Bao", "Cid", "Dan"]
    assert "nouvel" not in poll(staff, fresh).content.decode()
    services.withdraw_sent(participation=place("Ana"))
    assert "1&nbsp;envoi retiré" in poll(staff, fresh).content.decode()


def place_with_secret(nom):
    """Of a pupil of these tests, with a secret of theirs."""
    one = place(nom)
    Passation.objects.filter(pk=one.passation_id).update(empreinte_secret=hash_secret(f"secret de {nom}"))
    one.secret = f"secret de {nom}"
    return one


def test_the_region_that_htmx_puts_in_is_that_of_the_page(staff, group):
    """« Les afficher » takes `#main` of a whole page: with htmx or without, the same bytes but for what is new each
    time."""
    plain, asked = staff.get(at(group)), staff.get(at(group), headers={"HX-Request": "true"})
    masked = [
        re.sub(r'depuis=[^"&]*|csrfmiddlewaretoken" value="[^"]*', "", one.content.decode().split("<main")[1])
        for one in (plain, asked)
    ]
    assert masked[0] == masked[1]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?depuis=hier&envois=3",
        "?depuis=2026-11-30&envois=3",
        "?depuis=2026-11-30T10:00:00%2B00:00&envois=x",
        "?depuis=9999-12-31T23:59:59-01:00&envois=3",
        "?depuis=0001-01-01T00:00:00%2B01:00&envois=3",
        "?depuis=9999-12-31T23:59:59&envois=3",
    ],
)
def test_a_poll_that_says_nothing_is_not_found(staff, group, query):
    assert staff.get(at(group, f"nouveaux/{query}")).status_code == 404


# --- the first page ---------------------------------------------------------------------------


def test_the_first_page_says_what_waits(staff, group, bob):
    services.ask_for_talk(participation=place("Bao"), sujet="etudes")
    note = services.write_note(participation=place("Cid"), membre=bob, ancre="", texte="Vu.", partagee=True)
    services.answer_note(note=note, version=1, reponse="D’accord", desaccord=False)
    Campagne.objects.filter(pk=group.pk).update(ferme_le=timezone.localdate() + timedelta(days=3))
    page = text(staff.get("/suivi/"))
    assert "3 gestes vous attendent, et 1 élève n’a pas encore envoyé" in page
    assert "Entretiens demandés 2" not in page and "Entretiens demandés 1" in page
    assert "Sujet : « Les études, leur durée »." in page and "A répondu à une de vos notes." in page
    assert "1 a fini sans envoyer." in page and "3 envoyées sur 4" in page
    alone = text(staff.get("/suivi/?voir=lire"))
    assert "Ana" in alone and "A répondu" not in alone
    assert "A répondu" in text(staff.get("/suivi/?voir=rien"))
    Note.objects.update(reponse_lue_le=timezone.now())
    assert "A répondu" not in text(staff.get("/suivi/"))


def test_first_day_and_a_day_with_nothing_to_do(staff, bob):
    assert "Votre première campagne" in text(staff.get("/suivi/"))
    campaign(bob)
    assert "Rien à faire aujourd’hui" in text(staff.get("/suivi/"))


def test_a_long_group_is_cut_and_shown_alone(staff, bob):
    made = campaign(bob)
    for number in range(8):
        pupil_who_sent(made, f"E{number}")
    assert len(names(staff.get("/suivi/"))) == 6 and "Voir les 8" in text(staff.get("/suivi/"))
    assert len(names(staff.get("/suivi/?voir=lire"))) == 8


def test_whoever_is_guest_here_and_counsellor_there_reads_there_alone(staff, bob):
    eva = member("eva", cio())
    theirs = campaign(eva, nom="Du CIO")
    pupil_who_sent(theirs, "Zoé")
    guest = theirs.structure.membres.create(user=bob.user, role=Role.INVITE)
    services.share_campagne(campagne=theirs, membres=[guest])
    page = text(staff.get("/suivi/"))
    assert "Du CIO" in page and "Zoé" not in page
    assert staff.get(at(theirs)).status_code == 404
    assert "Personne ne porte" in text(staff.get("/suivi/eleves/?q=Zo"))


# --- found again, appointments ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"), [("AN", ["Ana", "Dan"]), ("bào", ["Bao"]), ("zzz", []), ("%", []), ("\x00", [])]
)
def test_a_pupil_is_found_over_all_campaigns(staff, group, typed, found):
    page = staff.get(f"/suivi/eleves/?{urlencode({'q': typed})}")
    assert re.findall(r'href="[^"]*/eleves/\d+/"><bdi>(\w+)</bdi>', page.content.decode()) == found


def test_appointments_by_day_ones_own_and_those_of_colleagues(staff, group, bob, house):
    carl = member("carl", house)
    services.share_campagne(campagne=group, membres=[carl])
    now = timezone.now()
    services.propose(participation=place("Ana"), membre=bob, le=now + timedelta(days=1), lieu="CDI")
    services.propose(participation=place("Bao"), membre=carl, le=now + timedelta(days=1), lieu="")
    past = services.propose(participation=place("Cid"), membre=bob, le=now - timedelta(days=2), lieu="")
    page = staff.get("/suivi/agenda/")
    assert names(page) == ["Ana", "Cid"] and "CDI" in text(page) and "à confirmer" in text(page)
    services.note_done(rendez_vous=past)
    assert "à confirmer" not in text(staff.get("/suivi/agenda/"))
    page = staff.get("/suivi/agenda/?tous")
    assert set(names(page)) == {"Ana", "Bao", "Cid"} and "avec Carl Martin" in text(page)
    assert "Aucun rendez-vous" in text(
        sign_in(StrictClient(), member("ivan", house, Role.INVITE).user).get("/suivi/agenda/")
    )


# --- queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/suivi/", "{}", "{}resultats/", "{}reglages/", "/suivi/agenda/", "/suivi/eleves/?q=e"]
)
def test_queries_do_not_grow_with_the_group(staff, bob, path):
    made = campaign(bob, noms=["Jamais"], libre=False)
    address = path.format(made.get_absolute_url())
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            one = pupil_who_sent(made, f"E{number}")
            services.propose(participation=one, membre=bob, le=timezone.now() + timedelta(days=number + 1), lieu="")
        staff.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_lists_open_no_frozen_result(staff, group):
    for path in ("/suivi/", group.get_absolute_url(), at(group)):
        with CaptureQueriesContext(connection) as queries:
            staff.get(path)
        assert not [one["sql"] for one in queries if "contenu" in one["sql"]], path
