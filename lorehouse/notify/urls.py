"""Addresses of the notices."""

from django.urls import path

from lorehouse.notify.views import inbox, preferences, pushing

app_name = "notify"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/reading", inbox.all_read, name="all_read"),
    path("inbox/<int:pk>/", inbox.notice, name="notice"),
    path("inbox/<int:pk>/reading", inbox.being_read, name="being_read"),
    path("settings/notifications/", preferences.preferences, name="preferences"),
    path("settings/notifications/feeds", preferences.feed_address, name="feed_address"),
    path("settings/notifications/push", pushing.subscriptions, name="push"),
    path("settings/notifications/push/<int:pk>", pushing.subscription, name="push_one"),
    path("groups/<str:slug>/participation", preferences.participation, name="participation"),
    path("unsubscribe/<str:word>/", preferences.unsubscribe, name="unsubscribe"),
    path("service-worker.js", pushing.service_worker, name="service_worker"),
]
