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


NAMES = "王伟 李娜 张敏 刘洋 Ana O’Neil 陈静 Jürgen".split()
WORDS = "客户 来电 同事 一起 主动 帮助 完成 当天 回复 道歉 没有 推迟 第二天 按时 交接 记录 the customer waited".split()


def worded_at_random(dice):
    """The same as a manager writes it: a name, a quarter, what happened in each case, and for a score now and then why."""
    appraisal = appraisal_at_random(dice)
    for entry in appraisal["criteria"].values():
        for case in entry["cases"]:
            case["text"] = sentence(dice)
        if not entry["cases"]:
            del entry["cases"]
        if dice.random() < 0.3:
            entry["justification"] = sentence(dice) + sentence(dice)
    head = {"subject": dice.choice(NAMES), "period": f"{dice.randint(2003, 2008)}Q{dice.randint(1, 4)}"}
    return head | appraisal


def sentence(dice):
    """Some words; one in a hundred with a time in it."""
    clock = f"{dice.randrange(24)}:{dice.randrange(60):02}" if dice.random() < 0.01 else ""
    return clock + " ".join(dice.choices(WORDS, k=dice.randint(4, 9))) + "。"
