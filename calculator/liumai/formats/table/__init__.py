"""Reads the rows of tables of any file format: headings, lines that are no rows, appraisals, candidates for promotion."""
