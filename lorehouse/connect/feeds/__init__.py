"""Lists as Atom feeds: public ones for everyone, one's own behind a secret address."""
