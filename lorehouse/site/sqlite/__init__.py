"""Django's SQLite backend, with writers that take turns. DATABASES names this package."""
