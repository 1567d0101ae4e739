"""A site with one view that says nothing about who may see it."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("undecided/", lambda request: HttpResponse("open")),
    path("compte/", include("suivi.urls_comptes")),
    path("admin/", admin.site.urls),
]
