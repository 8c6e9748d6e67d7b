"""The REST API: the same actions as the pages, as JSON. Documented in docs/api.md."""
