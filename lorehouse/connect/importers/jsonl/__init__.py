"""Reads `jsonl`: one record a line, in the form that docs/api.md gives."""
