"""Starts a house and keeps it running: one supervisor, web processes, one worker."""
