"""The executable policy on which information may pass to which audience."""
