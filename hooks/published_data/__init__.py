"""What the site publishes for other programs and for the engine in the page."""
