"""The spine: what every contribution shares, and what people do with it."""
