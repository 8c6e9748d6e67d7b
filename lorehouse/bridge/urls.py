"""Addresses of what joins the lanes."""

from django.urls import path

from lorehouse.bridge.views import distilling, gatherings, permalink, questions, search, suggestions

app_name = "bridge"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("suggest/", suggestions.suggest, name="suggest"),
    path("suggest/similar", suggestions.similar, name="similar"),
    path("items/<int:pk>/", permalink.permalink, name="permalink"),
    path("groups/<str:slug>/", gatherings.group, name="group"),
    path("people/<str:handle>/", gatherings.person, name="person"),
    path("items/<int:pk>/distil/", distilling.distil, name="distil"),
    path("articles/<int:pk>/provenance/", distilling.provenance, name="provenance"),
    path("articles/<int:pk>/questions/", questions.ask, name="ask_about"),
]
