"""Pages about people: one's own settings, the directory, invitations, administration."""
