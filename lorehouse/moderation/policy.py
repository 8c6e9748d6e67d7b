"""Who may do what about the rules of the house."""

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.items.policy import WIDE, may_see
from lorehouse.moderation.models import Appeal, Case
from lorehouse.moderation.models.cases import looked_after
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import is_own


def may_write_rules(person: Person | Visitor) -> bool:
    """Moderators and administrators write the rules; everybody sees what they changed."""
    return person.is_moderator


def may_set_limits(person: Person | Visitor) -> bool:
    """Administrators say how much one may do at once."""
    return person.is_admin


def may_flag(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in and sees a live item of somebody else may flag it."""
    return (
        isinstance(person, Person)
        and item.state == Item.State.LIVE
        and may_see(person, item)
        and not is_own(person, item.author_id)
    )


def may_decide_about(person: Person | Visitor, item: Item) -> bool:
    """Moderators about what they can read, stewards about what is said in their groups.

    Nobody decides about what they wrote.
    """
    return not is_own(person, item.author_id) and item.audience_id in looked_after(person)


def may_decide(person: Person | Visitor, case: Case) -> bool:
    """The same rule as `Case.visible_to`, for one case at hand."""
    return not is_own(person, case.item.author_id) and looks_after(person, case)


def looks_after(person: Person | Visitor, case: Case) -> bool:
    """Whether `person` decides where `case` is, whoever may be behind its author's pseudonym.

    For what others can see the effects of: who is told must not depend on whose a pseudonym is.
    """
    if person.pk == case.item.author_id:
        return False
    if case.is_open_to_house and person.is_moderator:
        return True
    return case.item.audience_id in looked_after(person)


def may_decide_appeal(person: Person | Visitor, appeal: Appeal) -> bool:
    """Anybody who decides there, but not who removed it, and not its author."""
    return may_decide(person, appeal.case) and appeal.removed_by_id != person.pk


def may_take_back(person: Person | Visitor, case: Case) -> bool:
    """Who decides there may correct a removal, until its author appeals."""
    return (
        case.outcome == Case.Outcome.REMOVED
        and may_decide(person, case)
        and not Appeal.objects.filter(case=case).exists()
    )


def may_appeal(person: Person | Visitor, case: Case) -> bool:
    """Its author, once."""
    return (
        case.outcome == Case.Outcome.REMOVED
        and is_own(person, case.item.author_id)
        and not Appeal.objects.filter(case=case).exists()
    )


def somebody_decides(item: Item, *, besides: Person | None = None) -> bool:
    """Whether anybody but its author, and `besides`, decides in the audience of `item`.

    Any one of them may be behind a pseudonym, so that takes one more, whoever it is.
    """
    others = Person.objects.filter(is_active=True).exclude(pk=item.author_id)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    needed = 2 if item.author.is_pseudonym else 1
    moderators = others.filter(role__in=[Person.Role.MODERATOR, Person.Role.ADMIN])
    stewards = others.filter(
        memberships__group__audience_id=item.audience_id, memberships__is_steward=True
    )
    deciding = set(stewards.values_list("pk", flat=True)[:needed])
    if len(deciding) >= needed:
        return True
    if item.audience.kind in WIDE:
        return moderators.exists()
    for one in moderators:
        if item.audience_id in audience_ids(one):
            deciding.add(one.pk)
        if len(deciding) >= needed:
            return True
    return False


def is_narrow(audience: Audience) -> bool:
    """Whether some moderators of the house cannot read what is shared with it."""
    return audience.kind not in WIDE
