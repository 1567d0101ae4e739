from django.urls import path

from orientation.legal import views

app_name = "legal"

urlpatterns = [
    path("mentions-legales/", views.mentions_detail, name="mentions_detail"),
    path("accessibilite/", views.accessibilite_detail, name="accessibilite_detail"),
]
