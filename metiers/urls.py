app_name = "metiers"
urlpatterns = []
