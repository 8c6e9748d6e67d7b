"""Puts the house together: settings, addresses, navigation, the command line, the demo."""
