"""What holds for the house as a whole and no tool checks."""
