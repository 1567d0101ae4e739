from django.apps import AppConfig
from django.contrib.admin import apps as admin


class OrientationConfig(AppConfig):
    name = "orientation"
    verbose_name = "Orientation"

    def ready(self) -> None:
        from orientation import checks  # noqa: F401, PLC0415  (registers them)


class AdministrationConfig(admin.AdminConfig):
    default = False  # of this app
    default_site = "orientation.administration.Administration"
