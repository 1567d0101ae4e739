import pytest
from django.core.checks import run_checks


@pytest.mark.parametrize(("host", "deploy", "said"), [("", True, 1), ("mail.example", True, 0), ("", False, 0)])
def test_the_deployment_check_says_that_no_mail_leaves(settings, host, deploy, said):
    settings.EMAIL_HOST = host
    found = run_checks(include_deployment_checks=deploy)
    assert len([one for one in found if one.id == "orientation.W002"]) == said
