"""Spaces, articles, proposals and reviews, and how articles worked."""

from lorehouse.library.models.articles import Article
from lorehouse.library.models.experience import FieldNote, Helpfulness
from lorehouse.library.models.proposals import Proposal, Review
from lorehouse.library.models.spaces import Space

__all__ = ["Article", "FieldNote", "Helpfulness", "Proposal", "Review", "Space"]
