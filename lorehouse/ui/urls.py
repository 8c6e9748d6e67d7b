"""The gallery of components, for those who build pages."""

from django.urls import path

from lorehouse.ui import views

app_name = "ui"
urlpatterns = [path("ui/gallery/", views.gallery, name="gallery")]
