"""Lorehouse: where an organisation talks, and where what is said becomes what it knows."""

__version__ = "0.1.0"
