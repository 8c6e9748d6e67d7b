"""Addresses of the ways in and out."""

from django.urls import include, path

from lorehouse.connect.api.api import api
from lorehouse.connect.views import tokens

urlpatterns = [
    path("", include("lorehouse.connect.importers.urls")),
    path("", include("lorehouse.connect.belongings.urls")),
    path("", include("lorehouse.connect.feeds.urls")),
    path("api/v1/", api.urls),
    path("settings/tokens/", tokens.tokens, name="tokens"),
    path("settings/tokens/<int:pk>", tokens.revoke, name="revoke_token"),
]
