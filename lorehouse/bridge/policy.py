"""Who may turn talk into articles, pin things for a group, and decide who sees them."""

from lorehouse.bridge.models import AccessRequest
from lorehouse.groups import policy as groups
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Group, Membership
from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor


def may_distil(person: Person | Visitor, thread: Item) -> bool:
    """Every member may distil a conversation they can read."""
    return (
        thread.lane == Item.Lane.STREAM
        and thread.parent_id is None
        and thread.state == Item.State.LIVE
        and may_distil_from(person, thread.audience_id)
    )


def may_distil_from(person: Person | Visitor, audience_id: int) -> bool:
    """As `may_distil`, for a conversation of which only the audience is at hand."""
    return person.is_member and audience_id in audience_ids(person)


def may_pin(person: Person | Visitor, group: Group, item: Item) -> bool:
    """Stewards pin what they can read themselves."""
    return groups.may_steward(person, group) and item.audience_id in audience_ids(person)


def decider_ids(request: AccessRequest) -> list[int]:
    """Ids of those who may decide a request: for telling them of it, never for showing."""
    audience = request.audience
    if audience is None:
        return []
    stewards = Membership.objects.filter(group__audience=audience, is_steward=True)
    near = set(stewards.values_list("person_id", flat=True))
    if request.item is not None:
        near.add(request.item.author_id)
        near |= set(
            Person.objects.filter(articles_owned=request.item_id).values_list("pk", flat=True)
        )
    if request.space is not None:
        near |= set(request.space.editors.values_list("pk", flat=True))
    people = Person.objects.filter(pk__in=near, is_active=True).exclude(pk=request.asker_id)
    own = AccessRequest.objects.filter(pk=request.pk)
    return sorted(one.pk for one in people if own.to_decide(one).exists())
