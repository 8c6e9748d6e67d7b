"""Lets everything leave again: as Markdown files, or as JSON Lines."""
