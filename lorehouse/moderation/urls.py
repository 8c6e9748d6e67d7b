"""Addresses of the rules, and of what becomes of what breaks them."""

from django.urls import path

from lorehouse.moderation.views import appeals, cases, flags, limits, log, mine, queue, rules

app_name = "moderation"
urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.new, name="new_rule"),
    path("rules/<slug:slug>/", rules.rule, name="rule"),
    path("rules/<slug:slug>/edit/", rules.edit, name="edit_rule"),
    path("rules/<slug:slug>/history/", rules.history, name="rule_history"),
    path("rules/<slug:slug>/retirement", rules.retirement, name="retirement"),
    path("items/<int:pk>/flags", flags.flags, name="flags"),
    path("items/<int:pk>/case", cases.item_case, name="item_case"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/removed/", queue.removed, name="removed"),
    path("moderation/cases/<int:pk>/", cases.case, name="case"),
    path("moderation/cases/<int:pk>/claim", cases.claim, name="claim"),
    path("moderation/cases/<int:pk>/restoration", cases.restoration, name="restoration"),
    path("moderation/cases/<int:pk>/appeal", appeals.decision, name="appeal_decision"),
    path("moderation/log/", log.log, name="log"),
    path("moderation/limits/", limits.limits, name="limits"),
    path("moderation/mine/", mine.mine, name="mine"),
    path("moderation/mine/<int:pk>/", mine.one, name="my_case"),
    path("moderation/mine/<int:pk>/appeal", mine.appeal, name="appeal"),
]
