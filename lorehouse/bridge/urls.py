"""Addresses of what joins the lanes."""

from django.urls import path

from lorehouse.bridge.views import (
    access,
    catching_up,
    distilling,
    following,
    groups,
    people,
    permalink,
    pins,
    questions,
    search,
    suggestions,
)

app_name = "bridge"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("suggest/", suggestions.suggest, name="suggest"),
    path("suggest/similar", suggestions.similar, name="similar"),
    path("catch-up/", catching_up.catch_up, name="catch_up"),
    path("catch-up/seen", catching_up.seen, name="seen"),
    path("items/<int:pk>/", permalink.permalink, name="permalink"),
    path("groups/<str:slug>/", groups.group, name="group"),
    path("groups/<str:slug>/articles/", groups.articles, name="group_articles"),
    path("groups/<str:slug>/decisions/", groups.decisions, name="group_decisions"),
    path("groups/<str:slug>/people/", groups.people, name="group_people"),
    path("groups/<str:slug>/following", following.group, name="follow_group"),
    path("people/<str:handle>/", people.person, name="person"),
    path("people/<str:handle>/following", following.person, name="follow_person"),
    path("tags/<str:name>/following", following.tag, name="follow_tag"),
    path("following/", following.following, name="following"),
    path("items/<int:pk>/pins/", pins.pins, name="pins"),
    path("access/", access.access, name="access"),
    path("access/<int:pk>", access.decision, name="access_decision"),
    path("items/<int:pk>/distil/", distilling.distil, name="distil"),
    path("articles/<int:pk>/provenance/", distilling.provenance, name="provenance"),
    path("articles/<int:pk>/questions/", questions.ask, name="ask_about"),
]
