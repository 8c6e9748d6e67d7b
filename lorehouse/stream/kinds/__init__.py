"""What the pages show of a poll, an idea or a link beyond its text, for one reader."""
