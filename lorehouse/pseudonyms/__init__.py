"""Pseudonyms: writing in a group under another name, which nobody can see through."""
