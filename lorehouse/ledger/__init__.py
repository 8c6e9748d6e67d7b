"""The append-only record of what happened, and those who follow it."""
