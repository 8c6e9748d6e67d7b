"""Kills the processes of a house and looks whether everything acknowledged is there."""
