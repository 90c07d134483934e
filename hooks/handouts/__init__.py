"""Handouts for printing: worksheets, answer sheets, the rules, the matrix and a blank form."""
