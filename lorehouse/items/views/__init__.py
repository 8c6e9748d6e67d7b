"""Answers to the addresses that every item has."""
