"""What pages of accounts need."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from suivi.navigateur import in_words

register = template.Library()
register.filter("navigateur", in_words)


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute: the template escapes it. On lines of its own, so that no two braces stand side by side."""
    return json.dumps(value, cls=DjangoJSONEncoder, indent=0)
