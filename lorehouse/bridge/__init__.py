"""Joins stream and library: distilling, provenance, credit, and results from both lanes."""
