"""The one settings file. Every choice that differs between machines is an environment variable (README, table)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

from orientation.env import read_bool, read_choice, read_database, read_email, read_list, read_number, read_text

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

SECRET_KEY = read_text("SECRET_KEY")
DEBUG = read_bool("DEBUG", default=False)
HTTPS = read_bool("HTTPS", default=True)
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", default=LOCAL_HOSTS)

DEMO = read_bool("DEMO", default=False)  # `./dev demo`: invented accounts whose secrets are printed

_IS_PUBLIC = not set(ALLOWED_HOSTS) <= {*LOCAL_HOSTS, "testserver"}
if DEMO and (HTTPS or _IS_PUBLIC):
    raise ImproperlyConfigured(
        "DEMO=true avec HTTPS=true ou un hôte public : une démonstration ne se sert jamais au public."
    )
if DEBUG and _IS_PUBLIC:
    raise ImproperlyConfigured("DEBUG=true avec un hôte public dans ALLOWED_HOSTS : l'un des deux doit changer.")

# --- Parts -----------------------------------------------------------------

INSTALLED_APPS = [
    "orientation.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "orientation",
    "metiers",
    "quiz",
    "suivi",
]

# What is stored of a student, in the order of « Mes données » (quiz/donnees/parts.py).
PASSATION_PARTS = [
    "quiz.donnees.reponses.ReponsesPart",
    "quiz.donnees.resultats.ResultatsPart",
    "quiz.donnees.carnets.CarnetsPart",
    "quiz.donnees.verifications.VerificationsPart",
    "quiz.donnees.partages.PartagesPart",
    "quiz.donnees.documents.DocumentsPart",
    "suivi.parts.ClassesPart",
    "quiz.donnees.reste.RestePart",
]

# What other apps hang on a passation, and do when a result or all of it is taken away (quiz/services/attaches.py).
PASSATION_ATTACHES = ["suivi.attache.ClassesAttache"]

# What else ends at a date of its own, and is nothing of a student: functions for `purge_expired`.
PURGES = ["suivi.purge.purge"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "orientation.security.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "orientation.security.AdminPolicyMiddleware",
    "orientation.security.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "suivi.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "orientation.appareil.LastingCookiesMiddleware",
]

ROOT_URLCONF = "orientation.urls"
WSGI_APPLICATION = "orientation.wsgi.application"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "suivi:accueil"
LOGOUT_REDIRECT_URL = "account_login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["orientation.templatetags.dates"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "orientation.security.csp_nonce",
                "orientation.demo.is_demo",
                "quiz.acces.cookie.a_repondu",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ("orientation",)
CRISPY_TEMPLATE_PACK = "orientation"

# --- Who runs this installation: what the legal pages name (orientation/legal/exploitant.py) ------

OPERATOR_NAME = read_text("OPERATOR_NAME", default="")
OPERATOR_ADDRESS = read_text("OPERATOR_ADDRESS", default="")
OPERATOR_PHONE = read_text("OPERATOR_PHONE", default="")
OPERATOR_EMAIL = read_email("OPERATOR_EMAIL")
OPERATOR_DIRECTOR = read_text("OPERATOR_DIRECTOR", default="")
OPERATOR_DPO = read_text("OPERATOR_DPO", default="")
HOST_NAME = read_text("HOST_NAME", default="")
HOST_CONTACT = read_text("HOST_CONTACT", default="")
LEGAL_BASIS = read_choice("LEGAL_BASIS", choices=["mission-publique", "interet-legitime"])

# --- Database --------------------------------------------------------------

DATABASES = {"default": read_database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'orientation.sqlite3'}")}

if DEMO and "demo" not in str(DATABASES["default"]["NAME"]):
    raise ImproperlyConfigured("DEMO=true avec une base dont le nom ne dit pas « demo » : ses comptes sont inventés.")

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock first: with DEFERRED, two writers that both began by reading fail at once.
    # secure_delete, whatever SQLite was built with: what is erased is overwritten in the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
        ),
    }

else:
    # A server that does not answer must not hold a worker: the probes need it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Shared by all workers: wrong passwords, one-time codes already used, exports. Pages of staff alone read it.
    "default": {
        "BACKEND": "orientation.cache.SharedCache",
        "LOCATION": "cache_comptes",
        "KEY_FUNCTION": "orientation.throttle.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Wrong codes of students, in the memory of each process (orientation/throttle.py).
    "processus": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

# --- What is done in the background (suivi/travaux.py), by `manage.py travaux` ------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language, time --------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Static files ----------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "orientation.statics.MinifiedStorage"
        )
    },
}

# --- Security --------------------------------------------------------------

SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
PASSATION_COOKIE_NAME = "__Host-passation" if HTTPS else "passation"
FAVORIS_COOKIE_NAME = "__Host-favoris" if HTTPS else "favoris"
GARDER_COOKIE_NAME = "__Host-garder" if HTTPS else "garder"
KEPT_COOKIE_NAMES = (PASSATION_COOKIE_NAME, FAVORIS_COOKIE_NAME)  # those that last where somebody asked for it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PASSATION_COOKIE_SECURE = FAVORIS_COOKIE_SECURE = HTTPS
GARDER_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "orientation.views.csrf_failure"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = read_bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Accounts of staff (suivi/): by invitation, a password or an e-mailed code, then a second factor -----

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "suivi.backend.Backend",
]
PASSWORD_HASHERS = ["suivi.hachage.QueuedHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "suivi.validators.ContexteValidator"},
]

ACCOUNT_ADAPTER = "suivi.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}  # a user name for those whom createsuperuser made
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is the one that was invited
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Orientation] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "suivi.forms_comptes.LoginForm",
    "request_login_code": "suivi.forms_comptes.CodeForm",
    "reset_password": "suivi.forms_comptes.ResetForm",
    "reset_password_from_key": "suivi.forms_comptes.NewPasswordForm",
    "change_password": "suivi.forms_comptes.ChangePasswordForm",
    "set_password": "suivi.forms_comptes.FirstPasswordForm",
    "reauthenticate": "suivi.forms_comptes.PasswordAgainForm",
    "confirm_login_code": "suivi.forms_comptes.CodeReceivedForm",
    "confirm_reauthentication_code": "suivi.forms_comptes.CodeReceivedAgainForm",
}
# Wrong passwords are counted by axes, on the pair (account, address): allauth's count of the account alone would let a
# pupil lock a member out everywhere (suivi/adapters.py). What is left of "login_failed" counts second factors.
# Messages that anybody may ask for are counted on the pair too ("…_from", suivi/forms_comptes.py): the count of an
# address alone is far from what one network may ask for, and only keeps its mailbox from being flooded.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "60/5m/ip,10/5m/key,100/d/key",
    "request_login_code": "10/m/ip,400/d/key",
    "code_asked_from": "3/m/key,20/d/key",
    "reset_password": "10/m/ip,400/d/key",
    "link_asked_from": "3/m/key,20/d/key",
}

MFA_ADAPTER = "suivi.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "suivi.forms_comptes.SecondFactorForm",
    "reauthenticate": "suivi.forms_comptes.SecondFactorAgainForm",
    "activate_totp": "suivi.forms_comptes.AddTotpForm",
    "add_webauthn": "suivi.forms_comptes.AddPasskeyForm",
    "authenticate_webauthn": "suivi.forms_comptes.PasskeyForm",
    "reauthenticate_webauthn": "suivi.forms_comptes.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # createsuperuser verifies none
MFA_TOTP_ISSUER = "Orientation"
MFA_TOTP_TOLERANCE = 1

OIDC_NAME = read_text("OIDC_NAME", default="votre service d’identité")
OIDC_SERVER_URL = read_text("OIDC_SERVER_URL", default="")
SOCIALACCOUNT_ADAPTER = "suivi.adapters.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # our policy lets no form lead to another site
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": read_bool("OIDC_PKCE", default=True), "APPS": []}}

if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": OIDC_NAME,
            "client_id": read_text("OIDC_CLIENT_ID"),
            "secret": read_text("OIDC_CLIENT_SECRET"),
            "settings": {
                "server_url": OIDC_SERVER_URL,
                "scope": read_text("OIDC_SCOPE", default="openid profile email").split(),
                "vouches": read_bool("OIDC_VOUCHES", default=False),  # for addresses of which it does not say so
            },
        }
    ]

AXES_HANDLER = "suivi.tries.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "orientation.throttle.address_key"
AXES_USERNAME_CALLABLE = "suivi.tries.login_of"
AXES_LOCKOUT_CALLABLE = "suivi.tries.locked_out"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Mail: without a server, printed on one's own machine and refused on a public site -----

EMAIL_HOST = read_text("EMAIL_HOST", default="")
_NO_SERVER = (
    "orientation.courriel.NoServer" if HTTPS or _IS_PUBLIC else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else _NO_SERVER
EMAIL_PORT = read_number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = read_text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = read_text("EMAIL_HOST_PASSWORD", default="")
_EMAIL_SECURITY = read_choice("EMAIL_SECURITY", choices=["starttls", "tls", "aucune"]) or "starttls"
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL_SECURITY == "starttls", _EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read_email("EMAIL_FROM") or "orientation@localhost"

# --- Logs: one line to standard error, never a query string, a cookie or a body ----------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "orientation.security.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "axes": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},  # each look into an empty queue
    },
}
