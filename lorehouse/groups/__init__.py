"""Groups people choose for themselves, and audiences: who may see a thing."""
