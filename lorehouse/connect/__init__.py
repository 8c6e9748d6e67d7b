"""Ways in and out for other systems: the REST API, importers, exporters."""
