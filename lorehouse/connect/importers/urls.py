"""Addresses of imports, and of who imported people are."""

from django.urls import path

from lorehouse.connect.importers import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.one_import, name="import"),
    path("imports/claims/", views.all_claims, name="claims"),
    path("imports/claims/<int:pk>", views.decide, name="decide_claim"),
    path("people/<slug:handle>/identity", views.identity, name="identity"),
]
