"""What is used only under mkdocs serve."""
