"""Who is here."""

from django.db.models import Q
from django.http import Http404, HttpResponse

from lorehouse.lib.pagination import page
from lorehouse.people import policy
from lorehouse.people.access import signed_in
from lorehouse.people.models import Department, Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

PEOPLE_ON_A_PAGE = 60


@signed_in
def directory(request: SignedInRequest) -> HttpResponse:
    """Members by name, department and what they may be asked about. Guests see no directory."""
    if not policy.may_see_directory(request.person):
        raise Http404
    words, department = request.GET.get("q", "").strip(), request.GET.get("department", "")
    people = Person.objects.visible_to(request.person).exclude(standing="shadow")
    for word in words.split():
        people = people.filter(
            Q(name__icontains=word)
            | Q(asks_about__icontains=word)
            | Q(learns__icontains=word)
            | Q(bio__icontains=word)
        )
    if department:
        people = people.filter(department__slug=department)
    after = request.GET.get("cursor", "")
    shown = page(
        people.select_related("department", "organisation"),
        order=["name", "pk"],
        cursor=after,
        size=PEOPLE_ON_A_PAGE,
    )
    context = {
        "people": shown.rows,
        "next": shown.next,
        "query": words,
        "department": department,
        "departments": Department.objects.all(),
    }
    return render(request, "people/directory.html", context)
