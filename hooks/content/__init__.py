"""What the handbook says: the rubrics and everything that is computed from them for a reader."""
