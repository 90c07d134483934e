"""What the readers of tables share: headings and their names, lines that are no rows, columns to be mapped, rows."""
