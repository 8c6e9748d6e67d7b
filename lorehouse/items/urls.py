"""Addresses of what every item has."""

from django.urls import path

from lorehouse.items.views import (
    attachments,
    completions,
    drafts,
    editing,
    history,
    judging,
    lists,
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
    path("items/<int:pk>/lists/", lists.of_item, name="lists_of_item"),
    path("lists/", lists.overview, name="lists"),
    path("lists/new/", lists.new, name="new_list"),
    path("lists/<int:pk>/", lists.a_list, name="list"),
    path("lists/<int:pk>/edit", lists.edit, name="edit_list"),
    path("lists/<int:pk>/removal", lists.removal, name="list_removal"),
    path("lists/<int:pk>/following", lists.following, name="list_following"),
    path("lists/<int:pk>/entries/<int:item_pk>", lists.entry, name="list_entry"),
    path("lists/<int:pk>/entries/<int:item_pk>/place", lists.place, name="list_place"),
    path("lists/<int:pk>/<str:slug>/", lists.a_list, name="named_list"),
    path("bookmarks/", shelf.bookmarks, name="bookmarks"),
    path("tags/", shelf.tags, name="tags"),
    path("tags/<str:name>/", shelf.tag, name="tag"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<path:key>", drafts.draft, name="draft"),
    path("completions", completions.completions, name="completions"),
    path("previews", previews.preview, name="previews"),
    path("attachments/", attachments.upload, name="upload"),
    path("attachments/<uuid:key>/<str:name>", attachments.download, name="attachment"),
]
