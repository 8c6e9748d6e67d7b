"""People: accounts, invitations, profiles, departments, organisations."""
