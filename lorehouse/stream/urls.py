"""Addresses of the stream."""

from django.urls import path

from lorehouse.stream.views import acceptance, feed, ideas, polls, replies, thread, writing

app_name = "stream"
urlpatterns = [
    path("stream/", feed.feed, name="feed"),
    path("stream/new/<slug:kind>/", writing.new, name="new"),
    path("stream/<int:pk>/", thread.thread, name="thread"),
    path("stream/<int:pk>/comments/<int:top>/", thread.comments, name="comments_below"),
    path("stream/<int:pk>/<str:slug>/", thread.thread, name="named_thread"),
    path("items/<int:pk>/answers", replies.answers, name="answers"),
    path("items/<int:pk>/comments", replies.comments, name="comments"),
    path("items/<int:pk>/ballot", polls.ballot, name="ballot"),
    path("items/<int:pk>/closing", polls.closing, name="closing"),
    path("items/<int:pk>/stage", ideas.stage, name="stage"),
    path("items/<int:pk>/arguments", ideas.arguments, name="arguments"),
    path("items/<int:pk>/experiences", ideas.experiences, name="experiences"),
    path("items/<int:pk>/acceptance", acceptance.acceptance, name="acceptance"),
]
