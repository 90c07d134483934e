"""Decks of slides for trainers, which need nothing outside their folder of the site."""
