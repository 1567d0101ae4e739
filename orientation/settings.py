"""The one settings file. Every choice that differs between machines is an environment variable (README, table)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

from orientation.env import read_bool, read_choice, read_database, read_email, read_list, read_text

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

SECRET_KEY = read_text("SECRET_KEY")
DEBUG = read_bool("DEBUG", default=False)
HTTPS = read_bool("HTTPS", default=True)
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", default=LOCAL_HOSTS)

if DEBUG and not set(ALLOWED_HOSTS) <= {*LOCAL_HOSTS, "testserver"}:
    raise ImproperlyConfigured("DEBUG=true avec un hôte public dans ALLOWED_HOSTS : l'un des deux doit changer.")

# --- Parts -----------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_htmx",
    "orientation",
    "metiers",
    "quiz",
]

# What is stored of a student, in the order of « Mes données » (quiz/donnees/parts.py).
PASSATION_PARTS = [
    "quiz.donnees.reponses.ReponsesPart",
    "quiz.donnees.resultats.ResultatsPart",
    "quiz.donnees.carnets.CarnetsPart",
    "quiz.donnees.verifications.VerificationsPart",
    "quiz.donnees.partages.PartagesPart",
    "quiz.donnees.documents.DocumentsPart",
    "quiz.donnees.reste.RestePart",
]

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
    "django_htmx.middleware.HtmxMiddleware",
    "orientation.appareil.LastingCookiesMiddleware",
]

ROOT_URLCONF = "orientation.urls"
WSGI_APPLICATION = "orientation.wsgi.application"
LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "orientation.security.csp_nonce",
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

# Counts of wrong tries, in the memory of each process (orientation/throttle.py).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

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

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- Logs: one line to standard error, never a query string, a cookie or a body ----------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"shares": {"()": "orientation.security.HideShares"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["shares"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
