"""What this room adds to the pages of inner rooms. See `ui.slots`."""

from django.template import loader

from lorehouse.groups.models import Group
from lorehouse.people.requests import PersonRequest
from lorehouse.pseudonyms import policy
from lorehouse.ui.slots import fills


@fills("group.settings")
def allowance(request: PersonRequest, group: Group) -> str:
    """The switch that allows pseudonyms in a group."""
    context = {"group": group, "is_allowed": policy.is_allowed(group)}
    page = loader.get_template("pseudonyms/allowance.html", using="jinja2")
    return str(page.render(context, request))
