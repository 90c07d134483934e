"""Whether the site is only previewed, by ``mkdocs serve``: without what would outlast the preview or get in its way."""

on = False
