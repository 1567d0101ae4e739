from django.apps import AppConfig


class OrientationConfig(AppConfig):
    name = "orientation"
    verbose_name = "Orientation"

    def ready(self) -> None:
        from orientation import checks  # noqa: F401, PLC0415  (registers them)
