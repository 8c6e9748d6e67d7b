"""Signing in and up, by django-allauth."""
