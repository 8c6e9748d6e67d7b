"""Pages about ways in and out."""
