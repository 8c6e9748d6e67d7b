"""Addresses about people."""

from django.urls import path
from django.views.decorators.http import require_POST

from lorehouse.people.views import administration, directory, invitations, own, returning

app_name = "people"
urlpatterns = [
    path("people/", directory.directory, name="directory"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("accounts/return/", returning.come_back, name="come_back"),
    path("settings/", own.profile, name="settings"),
    path("settings/people/", administration.people, name="administration"),
    path("settings/people/invitations", require_POST(administration.invite), name="invite"),
    path("settings/people/<str:handle>/", administration.person, name="person"),
    path("settings/house/", administration.house, name="house"),
    path(
        "settings/house/departments",
        require_POST(administration.departments),
        name="departments",
    ),
    path(
        "settings/house/organisations",
        require_POST(administration.organisations),
        name="organisations",
    ),
]
