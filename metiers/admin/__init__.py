"""Where editors write the fiches: a module for each thing edited."""

from django.contrib import admin

from metiers.admin import competence, donnees, fiche

__all__ = ["competence", "donnees", "fiche"]

admin.site.site_header = "Orientation — administration des fiches"
admin.site.site_title = "Orientation"
admin.site.index_title = "Fiches et comptes"
