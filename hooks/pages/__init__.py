"""Turns the handbook into the pages of the site."""
