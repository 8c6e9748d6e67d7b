"""Keeps a house safe: backups of all its state, and their return."""
