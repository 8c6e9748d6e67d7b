"""Who may do what in the library."""

from django.db.models import Q, QuerySet

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.groups.widths import WIDE, people_in
from lorehouse.items.models import Item
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person, Visitor


def may_open_space(person: Person | Visitor) -> bool:
    """Editors open and change spaces."""
    return person.is_editor


def may_edit_space(person: Person | Visitor, space: Space) -> bool:
    """Editors of the house and of the space look after it, if they can see it."""
    if not isinstance(person, Person) or space.audience_id not in audience_ids(person):
        return False
    return person.is_editor or space.editors.filter(pk=person.pk).exists()


def may_draft(person: Person | Visitor, space: Space) -> bool:
    """Every member drafts in the spaces they can see; whoever looks after a space, too."""
    if not isinstance(person, Person) or space.audience_id not in audience_ids(person):
        return False
    return person.is_member or space.editors.filter(pk=person.pk).exists()


def may_propose(person: Person | Visitor, article: Article) -> bool:
    """Every member proposes changes to what they can read."""
    if not isinstance(person, Person) or not person.is_member:
        return False
    if article.item.audience_id not in audience_ids(person):
        return False
    if article.item.state == Item.State.LIVE:
        return True
    own = person.pk in {article.item.author_id, article.owner_id}
    return own or (article.item.version > 0 and may_look_after_any(person, article))


def may_review(person: Person | Visitor, proposal: Proposal) -> bool:
    """Editors review what somebody else wrote, in audiences they are part of; never their own."""
    if not isinstance(person, Person) or person.pk == proposal.author_id:
        return False
    article = proposal.article
    if article.item.audience_id not in audience_ids(person):
        return False
    return person.is_editor or article.space.editors.filter(pk=person.pk).exists()


def may_publish(person: Person | Visitor, proposal: Proposal) -> bool:
    """What was approved is put live by its author, the owner or an editor."""
    if proposal.state != Proposal.State.APPROVED or not isinstance(person, Person):
        return False
    if proposal.article.item.audience_id not in audience_ids(person):
        return False
    own = person.pk in {proposal.author_id, proposal.article.owner_id}
    return own or may_look_after_any(person, proposal.article)


def may_look_after(person: Person | Visitor, article: Article) -> bool:
    """Owners and editors verify, move, archive and hand over an article."""
    if not isinstance(person, Person) or article.item.audience_id not in audience_ids(person):
        return False
    if looks_after(person, article, edits_space=False):
        return True
    return may_look_after_any(person, article)


def looks_after(person: Person | Visitor, article: Article, *, edits_space: bool) -> bool:
    """As `may_look_after`, for an article that `person` reads, and what is known of its space."""
    return bool(person.pk) and (article.owner_id == person.pk or person.is_editor or edits_space)


def may_look_after_any(person: Person, article: Article) -> bool:
    """Editors of the house, and of the article's space."""
    return person.is_editor or article.space.editors.filter(pk=person.pk).exists()


def may_review_somewhere(person: Person | Visitor) -> bool:
    """Editors of the house and of any space have a queue of reviews."""
    return isinstance(person, Person) and (person.is_editor or person.spaces_edited.exists())


def reviewers(article: Article) -> QuerySet[Person]:
    """Who may review what others propose for `article`."""
    editors = Q(role__in=[Person.Role.EDITOR, Person.Role.ADMIN])
    beside = Q(pk__in=article.space.editors.values("pk"))
    return people_in(article.item.audience).filter(editors | beside).order_by("name")


def readers_who_may_own(article: Article) -> QuerySet[Person]:
    """People with an account who can read `article`."""
    return (
        people_in(article.item.audience).exclude(standing=Person.Standing.SHADOW).order_by("name")
    )


def audiences_to_share_with(person: Person) -> QuerySet[Audience]:
    """The audiences that `person` may give something to, the widest first."""
    shared = Audience.objects.visible_to(person).exclude(
        Q(kind=Audience.Kind.GROUP) & ~Q(group__memberships__person=person)
    )
    if not person.is_member:
        shared = shared.exclude(kind__in=WIDE)
    return shared.order_by("kind", "name")


def may_change_audience(person: Person | Visitor, article: Article) -> bool:
    """Only editors decide who may read an article."""
    if not isinstance(person, Person) or article.item.audience_id not in audience_ids(person):
        return False
    return may_look_after_any(person, article)
