"""Settings of the test run: those of the site, with an environment of their own and static files without collectstatic.

The database is the one of DATABASE_URL, as in production (see `./dev test`).
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "a key for the tests, which protects nothing but is long enough for the checks")
os.environ["DEBUG"] = "false"
os.environ["HTTPS"] = "false"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs beside Django's ORM

from orientation.settings import *  # noqa: F403
from orientation.settings import DATABASES, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for throwaway test accounts

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: a database in memory has other locks, and no write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"orientation-test-{os.getpid()}.sqlite3"}
