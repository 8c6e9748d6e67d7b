"""Reads `markdown`: a tree of folders with Markdown files, as handbooks and wikis are kept."""
