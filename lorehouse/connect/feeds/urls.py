"""Addresses of the feeds."""

from django.urls import path

from lorehouse.connect.feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/<str:kind>.atom", views.public, name="public"),
    path("feeds/<str:kind>/<str:name>.atom", views.public, name="public_named"),
    path("feeds/my/<str:word>/<str:kind>.atom", views.personal, name="personal"),
    path("feeds/my/<str:word>/<str:kind>/<str:name>.atom", views.personal, name="personal_named"),
]
