"""Addresses of what is mine."""

from django.urls import path

from lorehouse.connect.belongings import views

app_name = "belongings"
urlpatterns = [
    path("settings/account/", views.account, name="account"),
    path("settings/account/closing", views.closing, name="closing"),
    path("settings/account/exports", views.exports, name="exports"),
    path("settings/account/exports/<int:pk>/", views.export, name="export"),
    path("settings/account/erasure/", views.erasure, name="erasure"),
]
