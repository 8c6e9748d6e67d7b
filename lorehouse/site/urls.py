"""Addresses of the whole house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lorehouse.site.home.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("", include("lorehouse.notify.urls")),
    path("", include("lorehouse.people.urls")),
    path("", include("lorehouse.groups.urls")),
    path("", include("lorehouse.pseudonyms.urls")),
    path("", include("lorehouse.items.urls")),
    path("", include("lorehouse.moderation.urls")),
    path("", include("lorehouse.connect.urls")),
    path("", include("lorehouse.stream.urls")),
    path("", include("lorehouse.library.urls")),
    path("", include("lorehouse.bridge.urls")),
    path("", include("lorehouse.ui.urls")),
]

handler400 = "lorehouse.ui.errors.bad_request"
handler403 = "lorehouse.ui.errors.forbidden"
handler404 = "lorehouse.ui.errors.not_found"
handler500 = "lorehouse.ui.errors.broken"
