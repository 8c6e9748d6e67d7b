"""What the library tells the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SpaceOpened(Fact):
    """There is a new space."""

    name = "library.space_opened"
    space_id: int


@dataclass(frozen=True, kw_only=True)
class SpaceChanged(Fact):
    """A space's name, purpose or editors were changed."""

    name = "library.space_changed"
    space_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleFact(Fact):
    """Something happened to one article; `article_id` is its item's id."""

    name = "library.article"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleDrafted(ArticleFact):
    """An article was started; nobody but its writer sees it."""

    name = "library.article_drafted"


@dataclass(frozen=True, kw_only=True)
class ProposalSaved(ArticleFact):
    """A proposed text of an article was started or changed."""

    name = "library.proposal_saved"
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalSubmitted(ArticleFact):
    """A proposal waits for review."""

    name = "library.proposal_submitted"
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(ArticleFact):
    """A proposal's writer took it back."""

    name = "library.proposal_withdrawn"
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalReviewed(ArticleFact):
    """Somebody other than its writer judged a proposal: `decision` is approve or ask_changes."""

    name = "library.proposal_reviewed"
    proposal_id: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class ArticlePublished(ArticleFact):
    """An approved text is the live one now."""

    name = "library.article_published"
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleUnpublished(ArticleFact):
    """An article is no longer live."""

    name = "library.article_unpublished"


@dataclass(frozen=True, kw_only=True)
class ArticleArchived(ArticleFact):
    """An article was put away; it can be brought back."""

    name = "library.article_archived"


@dataclass(frozen=True, kw_only=True)
class ArticleRestored(ArticleFact):
    """An archived article was brought back with the text it had."""

    name = "library.article_restored"


@dataclass(frozen=True, kw_only=True)
class ArticleVerified(ArticleFact):
    """Somebody responsible says that an article is still true."""

    name = "library.article_verified"


@dataclass(frozen=True, kw_only=True)
class ArticleMoved(ArticleFact):
    """An article stands elsewhere in the tree, in another space, or under another slug."""

    name = "library.article_moved"


@dataclass(frozen=True, kw_only=True)
class ArticleHandedOver(ArticleFact):
    """An article has another owner."""

    name = "library.article_handed_over"


@dataclass(frozen=True, kw_only=True)
class ArticleWidened(ArticleFact):
    """An article's audience was changed after the disclosure gate was asked."""

    name = "library.article_audience_changed"
    audience_id: int


@dataclass(frozen=True, kw_only=True)
class FieldNoteLeft(ArticleFact):
    """Somebody tells how an article worked for them."""

    name = "library.field_note_left"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class HelpfulnessGiven(ArticleFact):
    """Somebody says whether an article helped."""

    name = "library.helpfulness_given"
    helpful: bool
