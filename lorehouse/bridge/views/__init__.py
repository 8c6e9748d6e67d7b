"""Pages that join the lanes."""
