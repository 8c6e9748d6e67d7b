"""Addresses of what every item has."""

from django.urls import path

from lorehouse.items.views import (
    attachments,
    drafts,
    editing,
    history,
    judging,
    previews,
    removal,
    shelf,
)

app_name = "items"
urlpatterns = [
    path("items/<int:pk>/vote", judging.vote, name="vote"),
    path("items/<int:pk>/reactions", judging.reactions, name="reactions"),
    path("items/<int:pk>/bookmark", judging.bookmark, name="bookmark"),
    path("items/<int:pk>/reading", judging.reading, name="reading"),
    path("items/<int:pk>/edit", editing.edit, name="edit"),
    path("items/<int:pk>/history/", history.history, name="history"),
    path("items/<int:pk>/removal", removal.removal, name="removal"),
    path("bookmarks/", shelf.bookmarks, name="bookmarks"),
    path("tags/", shelf.tags, name="tags"),
    path("tags/<str:name>/", shelf.tag, name="tag"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<path:key>", drafts.draft, name="draft"),
    path("previews", previews.preview, name="previews"),
    path("attachments/", attachments.upload, name="upload"),
    path("attachments/<uuid:key>/<str:name>", attachments.download, name="attachment"),
]
