"""Addresses about groups."""

from django.urls import path

from lorehouse.groups import views

app_name = "groups"
urlpatterns = [
    path("groups/", views.groups, name="groups"),
    path("groups/new/", views.founding, name="new"),
    path("groups/<str:slug>/settings/", views.settings, name="settings"),
    path("groups/<str:slug>/membership", views.membership, name="membership"),
    path("groups/<str:slug>/invitations", views.invitation, name="invitation"),
    path("groups/<str:slug>/requests/<int:pk>", views.request_, name="request"),
    path("groups/<str:slug>/members/<str:handle>", views.member, name="member"),
    path("groups/<str:slug>/stewards/<str:handle>", views.stewardship, name="stewardship"),
    path("groups/<str:slug>/purpose/", views.purpose, name="purpose"),
    path("groups/<str:slug>/welcome", views.welcome, name="welcome"),
    path("groups/ended/<int:pk>", views.ended, name="ended"),
]
