"""Random appraisals as the data of an appraisal file, from a seeded ``random.Random``."""

from liumai.core.rubric import EVIDENCE, RATINGS, VERDICTS
from tests.support.reference_scoring import CRITERIA


def random_appraisal(dice):
    """An appraisal under any rubric; some criteria are missing, and cases may contradict the ratings."""
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


def random_worded_appraisal(dice):
    """The same with the texts that a manager adds: a name, a quarter, each case's text, and for some scores a justification."""
    appraisal = random_appraisal(dice)
    for entry in appraisal["criteria"].values():
        for case in entry["cases"]:
            case["text"] = random_sentence(dice)
        if not entry["cases"]:
            del entry["cases"]
        if dice.random() < 0.3:
            entry["justification"] = random_sentence(dice) + random_sentence(dice)
    head = {"subject": dice.choice(NAMES), "period": f"{dice.randint(2003, 2008)}Q{dice.randint(1, 4)}"}
    return head | appraisal


def random_company_appraisal(dice):
    """An appraisal as company files have them: mostly without gaps between the levels; cases and justifications for some scores."""
    rubric = dice.choice(list(CRITERIA))
    names = [name for name in CRITERIA[rubric] if dice.random() < 0.99]
    head = {"subject": dice.choice(NAMES), "period": f"{dice.randint(2003, 2008)}Q{dice.randint(1, 4)}"}
    return head | {
        "rubric": rubric,
        "evidence": dice.choice(EVIDENCE),
        "criteria": {name: random_climbed_entry(dice) for name in names},
    }


def random_climbed_entry(dice):
    """A criterion's entry: a bare score, or ratings of which one in twenty has a gap."""
    half_points = dice.choices(range(11), (1, 1, 2, 4, 8, 10, 12, 8, 6, 3, 2))[0]
    if dice.random() < 0.4:
        entry = {"score": half_points / 2}
    else:
        entry = {
            "ratings": [
                "met" if 2 * n <= half_points else "partial" if 2 * n - 1 == half_points else "unmet"
                for n in range(1, 6)
            ]
        }
        if dice.random() < 0.05:
            entry["ratings"][dice.randrange(5)] = dice.choice(RATINGS)
    if dice.random() < 0.4:
        entry["cases"] = [
            {
                "level": dice.randint(1, 5),
                "verdict": dice.choices(VERDICTS, (3, 1))[0],
                "text": random_sentence(dice),
            }
            for _ in range(dice.randint(1, 3))
        ]
    if half_points <= 1 or half_points >= 6 or dice.random() < 0.1:
        entry["justification"] = random_sentence(dice) + random_sentence(dice)
    return entry


def random_sentence(dice):
    """A few words; one in a hundred sentences begins with a time of day, whose colon JSON readers meet inside a text."""
    clock = f"{dice.randrange(24)}:{dice.randrange(60):02}" if dice.random() < 0.01 else ""
    return clock + " ".join(dice.choices(WORDS, k=dice.randint(4, 9))) + "。"
