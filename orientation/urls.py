from django.contrib import admin
from django.urls import include, path

from orientation import views

urlpatterns = [
    path("", include("orientation.legal.urls")),
    path("", include("quiz.urls")),
    path("metiers/", include("metiers.urls")),
    path("", include("suivi.urls")),
    path("compte/", include("suivi.urls_comptes")),
    path("admin/", admin.site.urls),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]

handler400 = "orientation.views.bad_request"
handler403 = "orientation.views.permission_denied"
handler404 = "orientation.views.page_not_found"
handler500 = "orientation.views.server_error"
