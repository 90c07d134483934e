"""Floor 1, the pure core: rubric, appraisal, scoring, trace, vector, errors. Standard library only."""
