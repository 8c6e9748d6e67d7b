"""Addresses of pseudonyms."""

from django.urls import path

from lorehouse.pseudonyms import views

app_name = "pseudonyms"
urlpatterns = [
    path("settings/pseudonyms/", views.own, name="own"),
    path("settings/house/pseudonyms/", views.unsealings, name="unsealings"),
    path("settings/house/pseudonyms/<int:pk>/decision", views.decision, name="decision"),
    path("groups/<str:slug>/pseudonyms", views.allowance, name="allowance"),
]
