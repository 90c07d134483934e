"""Appraisals at random, in their file's form."""

from liumai.model import EVIDENCE, RATINGS, VERDICTS
from naive import CRITERIA


def appraisal_at_random(dice):
    """One of any rubric, some criteria left out, with cases that may or may not fit the ratings."""
    rubric = dice.choice(list(CRITERIA))
    criteria = {}
    for name in CRITERIA[rubric]:
        if dice.random() < 0.05:
            continue
        ratings = dice.choices(RATINGS, (6, 2, 2, 1 if dice.random() < 0.2 else 0), k=5)
        levels = dice.choices(range(1, 6), k=dice.randrange(5))
        cases = [{"level": level, "verdict": dice.choice(VERDICTS)} for level in levels]
        criteria[name] = {"ratings": ratings, "cases": cases}
    return {"rubric": rubric, "evidence": dice.choice(EVIDENCE), "criteria": criteria}
