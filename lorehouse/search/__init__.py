"""Finds things by words. Knows documents and audiences, not articles or questions."""
