"""What the reader follows, and following more or less. Who follows whom is nobody else's affair."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lorehouse.bridge.followed import followed, tag_named
from lorehouse.groups import actions
from lorehouse.groups.models import Group
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

HERE = "/following/"


@require_safe
@signed_in
def following(request: SignedInRequest) -> HttpResponse:
    """The people, tags and groups the reader follows, as far as they may still see them."""
    kept = followed(request.person)
    context = {"people": kept.people, "groups": kept.groups, "tags": kept.tags}
    return render(request, "bridge/following.html", context)


@require_http_methods(["PUT", "POST", "DELETE"])
@signed_in
def person(request: SignedInRequest, handle: str) -> HttpResponse:
    """PUT or POST follows somebody; DELETE, or POST with `action=end`, stops."""
    found = get_object_or_404(Person.objects.visible_to(request.person), handle=handle)
    return _changed(request, "person", found.pk, found.get_absolute_url())


@require_http_methods(["PUT", "POST", "DELETE"])
@signed_in
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same for a group."""
    found = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    return _changed(request, "group", found.pk, found.get_absolute_url())


@require_http_methods(["PUT", "POST", "DELETE"])
@signed_in
def tag(request: SignedInRequest, name: str) -> HttpResponse:
    """The same for a tag. One under which the reader may read nothing is none."""
    found = tag_named(name, reader=request.person)
    return _changed(request, "tag", found.pk, f"/tags/{found.name}/")


def _changed(request: SignedInRequest, kind: str, target_id: int, address: str) -> HttpResponse:
    ends = request.method == "DELETE" or request.POST.get("action") == "end"
    change = actions.unfollow if ends else actions.follow
    change(person=request.person, kind=kind, target_id=target_id, now=timezone.now())
    back = HERE if request.POST.get("back") == HERE else address
    return HttpResponseRedirect(back, status=303)
