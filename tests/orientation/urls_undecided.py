"""A site with one view that says nothing about who may see it."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("undecided/", lambda request: HttpResponse("open")), path("admin/", admin.site.urls)]
