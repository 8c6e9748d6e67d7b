"""Nothing missed: notices, how they reach their person, and what each person wants to hear of."""
