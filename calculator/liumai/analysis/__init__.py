"""Floor 2, pure analysis on top of the core: what-if, year, team, promotion, comparison, migration, calibration. Standard library only."""
