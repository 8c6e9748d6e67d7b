"""The reviewed lane: spaces, articles, proposals, review, field notes."""
