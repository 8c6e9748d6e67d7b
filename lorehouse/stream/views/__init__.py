"""Answers to the addresses of the stream."""
