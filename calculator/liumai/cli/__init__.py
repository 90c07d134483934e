"""Floor 5, the command line. Needs click and rich."""
