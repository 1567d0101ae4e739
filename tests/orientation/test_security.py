import re

import pytest
from django.db import OperationalError
from django.urls import URLPattern, get_resolver, reverse
from pytest_django.asserts import assertNumQueries

from metiers.models import Metier
from tests.conftest import SLUG, StrictClient
from tests.quiz.answers import IMPORTANCES, PRIORITES


@pytest.fixture
def metier(metier_once, db):
    return Metier.objects.get()


PUBLIC = {
    "suivi:classe_code",
    "suivi:classe_left",
    "suivi:classe_detail",
    "suivi:classe_fresh",
    "suivi:classe_leave",
    "suivi:envoi_add",
    "suivi:envoi_keep",
    "suivi:envoi_preview",
    "suivi:envoi_withdraw",
    "suivi:souhait_edit",
    "suivi:note_answer",
    "suivi:feuille_detail",
    "quiz:accueil_detail",
    "quiz:methode_detail",
    "legal:mentions_detail",
    "quiz:confidentialite_detail",
    "legal:accessibilite_detail",
    "quiz:passation_delete",
    "quiz:priorites_edit",
    "quiz:competences_edit",
    "quiz:rapport_detail",
    "quiz:classement_detail",
    "quiz:gouts_edit",
    "quiz:ecran_edit",
    "quiz:resultat_list",
    "quiz:resultat_detail",
    "quiz:resultat_recompute",
    "quiz:resultat_delete",
    "quiz:resultat_rapport_detail",
    "quiz:resultat_compare",
    "quiz:verification_edit",
    "quiz:partage_edit",
    "quiz:partage_list",
    "quiz:partage_revoke",
    "quiz:partage_detail",
    "quiz:partage_pdf",
    "quiz:partage_ailleurs",
    "quiz:resultat_pdf",
    "quiz:plan_edit",
    "quiz:plan_calendar",
    "quiz:donnees_detail",
    "quiz:donnees_export",
    "quiz:donnees_pdf",
    "quiz:donnees_extend",
    "quiz:donnees_keep",
    "quiz:code_detail",
    "quiz:appareil_edit",
    "quiz:reprise_edit",
    "metiers:metier_list",
    "metiers:metier_detail",
    "metiers:metier_figures",
    "metiers:metier_compare",
    "metiers:favori_list",
    "metiers:favori_edit",
    "metiers:favori_kept",
    "livez",
    "readyz",
    "robots",
    "quiz:sitemap",
    "favicon",
}
ADMIN_OPEN = {"admin:login", "admin:jsi18n"}
# Staff without an account, or not yet signed in; families.
ENTRANCE = {
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "suivi:donnees_detail",
    "suivi:invitation_open",
    "suivi:invitation_accept",
    "suivi:accompagner",
    "suivi:seance_detail",
    "suivi:seance_pdf",
    "suivi:notice_list",
    "suivi:notice_detail",
    "suivi:notice_pdf",
}


def named_urls(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{namespace}{entry.name}", entry
        else:
            yield from named_urls(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


EXAMPLES = {"slug": SLUG, "app_label": "metiers"}


def address_of(name, entry):
    arguments = {key: EXAMPLES.get(key, "1") for key in entry.pattern.regex.groupindex}
    positional = ["1"] * (entry.pattern.regex.groups - len(arguments))
    return reverse(name, args=positional) if positional else reverse(name, kwargs=arguments)


URLS = list(named_urls())  # one name may have several addresses: with and without a métier


def test_the_public_views_are_exactly_those_listed():
    public = {name for name, entry in URLS if not getattr(entry.callback, "login_required", True)}
    assert public == PUBLIC | ENTRANCE | {"admin:login"}


def those(chosen):
    """Each of these names with each of its addresses."""
    return pytest.mark.parametrize(
        ("name", "entry"),
        [pytest.param(name, entry, id=f"{name} {entry.pattern}") for name, entry in URLS if chosen(name)],
    )


@those(PUBLIC.__contains__)
def test_a_public_view_needs_no_login(metier, name, entry):
    response = StrictClient().get(address_of(name, entry))
    assert "/compte/connexion/" not in response.get("Location", "")
    assert response.status_code == (405 if name == "metiers:favori_edit" else response.status_code)
    answers = {"metiers:favori_kept": (403,)}  # who comes there without its cookie refuses cookies
    assert response.status_code in answers.get(name, (404, 405) if name in OWN else (200, 302, 405))


# Pages of one student, under a number that others have too: for anybody else they do not exist.
OWN = {
    "suivi:classe_detail",
    "suivi:classe_fresh",
    "suivi:classe_leave",
    "suivi:envoi_add",
    "suivi:envoi_keep",
    "suivi:envoi_preview",
    "suivi:envoi_withdraw",
    "suivi:souhait_edit",
    "suivi:note_answer",
    "suivi:feuille_detail",
    "quiz:verification_edit",
    "quiz:resultat_detail",
    "quiz:resultat_rapport_detail",
    "quiz:resultat_recompute",
    "quiz:resultat_delete",
    "quiz:partage_edit",
    "quiz:partage_revoke",
    "quiz:partage_detail",
    "quiz:partage_pdf",
    "quiz:partage_ailleurs",
    "quiz:resultat_pdf",
    "quiz:plan_edit",
    "quiz:plan_calendar",
}


@those(lambda name: name.startswith("admin:") and name not in ADMIN_OPEN)
def test_every_admin_view_sends_a_stranger_to_the_login(metier, name, entry):
    response = StrictClient().get(address_of(name, entry))
    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert response["Location"].startswith(("/compte/connexion/", "/admin/"))


@pytest.mark.django_db
def test_a_view_without_a_decision_is_closed(settings):
    settings.ROOT_URLCONF = "tests.orientation.urls_undecided"
    response = StrictClient().get("/undecided/")
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/connexion/")


CATALOGUE_PAGES = [
    "/metiers/",
    f"/metiers/{SLUG}/",
    f"/metiers/{SLUG}/chiffres/",
    "/metiers/comparer/",
    "/metiers/favoris/",
]


@pytest.mark.parametrize("path", ["/", *CATALOGUE_PAGES, "/methode/", PRIORITES, "/nope", "/admin/login/"])
def test_every_page_carries_the_headers(metier, path):
    response = StrictClient().get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_scripts_run_by_their_nonce_only_and_it_never_serves_twice(metier):
    pages = [StrictClient().get(PRIORITES) for _ in range(2)]
    nonces = []
    for page in pages:
        (source,) = re.findall(r"script-src ([^;]*)", page["Content-Security-Policy"])
        nonce = re.fullmatch(r"'nonce-([^']+)'", source)[1]
        tags = re.findall(r"<script[^>]*>", page.content.decode())
        assert len(tags) == 2
        assert all(f'nonce="{nonce}"' in tag for tag in tags)
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


# --- errors ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/nope", "/metiers/nope/", "/metiers/%00/", "/quiz/a/b/c/d/", "/metiers/é/"])
def test_an_unknown_address_gets_a_french_page(metier, path):
    response = StrictClient().get(path)
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"a=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(1001)), "application/x-www-form-urlencoded"),
        (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"),
        (b"stimulation=%00", "application/x-www-form-urlencoded"),
        (
            b"--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + b"x" * 3_000_000,
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data; boundary=\xe9".encode("latin-1").decode("latin-1")),
        (b"{", "application/json"),
    ],
)
def test_an_unreadable_body_is_refused_without_a_fault(metier, body, content_type):
    response = StrictClient(raise_request_exception=False).post(PRIORITES, body, content_type=content_type)
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize("https", [False, True])
def test_an_unknown_host_is_refused_with_a_page(metier, settings, https):
    """With HTTPS the refusal comes before most middleware has run."""
    settings.SECURE_SSL_REDIRECT = https
    response = StrictClient(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Cette demande n’est pas lisible" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_a_method_that_makes_no_sense_is_refused(metier):
    assert StrictClient().post("/").status_code == 405
    assert StrictClient().delete(PRIORITES).status_code == 405


def test_a_fault_of_ours_gets_a_french_page(metier, monkeypatch):
    monkeypatch.setattr("quiz.services.find_passation", lambda secret: 1 / 0)
    response = StrictClient(raise_request_exception=False).get(PRIORITES)
    assert response.status_code == 500
    assert "de notre côté" in response.content.decode()


def test_a_database_out_of_reach_gets_a_page_that_needs_none(metier, monkeypatch):
    def out_of_reach(**kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("quiz.services.record_answers", out_of_reach)
    with assertNumQueries(2):  # the métier, and whether it asks for skills, before the fault
        response = StrictClient(raise_request_exception=False).post(PRIORITES, IMPORTANCES)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Tes réponses sont conservées" in response.content.decode()


def test_a_forbidden_page_is_in_french(db, django_user_model):
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory

    from orientation.views import permission_denied

    request = RequestFactory().get("/")
    request.csp_nonce = "x"
    response = permission_denied(request, PermissionDenied())
    assert response.status_code == 403
    assert "Accès refusé" in response.content.decode()


# --- probes ------------------------------------------------------------------------


@pytest.mark.django_db
def test_livez_touches_no_database():
    with assertNumQueries(0):
        assert StrictClient().get("/livez").status_code == 200


@pytest.mark.django_db
def test_readyz_says_when_the_database_is_out_of_reach_or_behind(monkeypatch):
    assert StrictClient().get("/readyz").status_code == 200
    with monkeypatch.context() as patch:
        patch.setattr("orientation.views.MigrationExecutor.migration_plan", lambda *args: ["one"])
        assert StrictClient().get("/readyz").status_code == 503

    def out_of_reach(*args):
        raise OperationalError("down")

    monkeypatch.setattr("orientation.views.MigrationExecutor.__init__", out_of_reach)
    response = StrictClient().get("/readyz")
    assert response.status_code == 503
    assert b"down" not in response.content


# --- logs --------------------------------------------------------------------------


def test_no_secret_reaches_the_logs(metier, caplog, monkeypatch):
    client = StrictClient(raise_request_exception=False)
    client.post(PRIORITES, IMPORTANCES)
    secret = client.cookies["passation"].value.split(":")[0]
    assert len(secret) == 12
    monkeypatch.setattr("quiz.services.find_passation", lambda secret: 1 / 0)
    client.get(f"{PRIORITES}?s={secret[:5]}")
    client.post("/nope", {"secret": secret})
    assert caplog.records
    assert secret not in caplog.text
