"""What is served is what was written, without what only we read."""

import pytest
from django.core.management import call_command

from tests.conftest import ROOT

pytestmark = pytest.mark.one_database


def test_ours_are_served_without_comments_and_work_the_same(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "orientation.statics.MinifiedStorage"}}
    call_command("collectstatic", "--noinput", "-v0")
    (css,) = [path for path in (tmp_path / "css").glob("site.*.css") if path.name != "site.css"]
    (script,) = [path for path in (tmp_path / "js").glob("app.*.js") if path.name != "app.js"]
    source = (ROOT / "orientation" / "static" / "css" / "site.css").read_text()
    served = css.read_text()
    assert "/*" not in served and len(served) < len(source)
    assert ".qr svg{" in served and "figtree." in served, "and its addresses are the hashed ones"
    assert served.count("{") == source.count("{"), "no rule is lost"
    assert "enhanceScale" in script.read_text() and "\n//" not in script.read_text()
    assert css.with_name(f"{css.name}.br").exists()
    admin = next((tmp_path / "admin" / "css").glob("base.*.css"))
    assert "\n" in admin.read_text().strip(), "those of others are as they came"
