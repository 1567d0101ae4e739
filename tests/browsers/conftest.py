import pytest

from tests.browsers.drivers import OPENERS, missing
from tests.e2e.conftest import browser_context_args, browser_type_launch_args, catalogue_site  # noqa: F401


@pytest.fixture(params=sorted(OPENERS))
def window(request):
    """Each browser; one that this machine lacks fails, with the packages to install."""
    lacking = missing(request.param)
    if lacking:
        pytest.fail(f"{request.param} : sudo apt-get install {' '.join(lacking)}", pytrace=False)
    with OPENERS[request.param]() as opened:
        yield opened
