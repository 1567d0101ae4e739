"""Environment of the test run, read before Django's settings are (pytest loads this file with `-p`)."""

import os

os.environ.setdefault("SECRET_KEY", "a key for the tests, which protects nothing but is long enough for the checks")
os.environ["DEBUG"] = "false"
os.environ["HTTPS"] = "false"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs beside Django's ORM
