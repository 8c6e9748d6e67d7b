"""Published rules, and what becomes of what breaks them: flags, decisions, appeals, limits."""
