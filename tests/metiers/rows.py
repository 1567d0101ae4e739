"""All that the database says about fiches, to compare two states of it."""

from typing import Any

from django.apps import apps


def all_rows() -> dict[str, list[dict[str, Any]]]:
    models = apps.get_app_config("metiers").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def rows_without_keys() -> dict[str, list[dict[str, Any]]]:
    """Rows in the order they were written, without primary keys, foreign keys and times."""
    return {
        model: [
            {name: value for name, value in row.items() if name != "id" and not name.endswith(("_id", "_le"))}
            for row in rows
        ]
        for model, rows in all_rows().items()
        if model != "VersionCatalogue"
    }
