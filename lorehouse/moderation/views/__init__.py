"""Answers to the addresses of this room."""
