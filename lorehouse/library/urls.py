"""Addresses of the library and of reviews."""

from django.urls import path

from lorehouse.library.views import (
    articles,
    audiences,
    experience,
    history,
    keeping,
    reviews,
    shelves,
    writing,
)

app_name = "library"

SPACE = "library/<str:space>/"
ARTICLE = f"{SPACE}<str:slug>/"

urlpatterns = [
    path("library/", shelves.home, name="home"),
    path("library/new/", writing.new, name="new"),
    path("library/new/space/", shelves.new_space, name="new_space"),
    path(SPACE, shelves.space, name="space"),
    path(f"{SPACE}edit/", shelves.change_space, name="change_space"),
    path(ARTICLE, articles.article, name="article"),
    path(f"{ARTICLE}edit/", writing.edit, name="edit"),
    path(f"{ARTICLE}submission", writing.submission, name="submission"),
    path(f"{ARTICLE}history/", history.history, name="history"),
    path(f"{ARTICLE}helpfulness", experience.helpfulness, name="helpfulness"),
    path(f"{ARTICLE}field-notes", experience.field_notes, name="field_notes"),
    path(f"{ARTICLE}verification", keeping.verification, name="verification"),
    path(f"{ARTICLE}archive", keeping.archive, name="archive"),
    path(f"{ARTICLE}owner/", keeping.owner, name="owner"),
    path(f"{ARTICLE}place/", keeping.place, name="place"),
    path(f"{ARTICLE}audience/", audiences.audience, name="audience"),
    path("reviews/", reviews.queue, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/decision", reviews.decision, name="decision"),
    path("reviews/<int:pk>/publication", reviews.publication, name="publication"),
]
