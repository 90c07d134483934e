"""The house's rules of wording, over every text that a reader sees: the rubric data's and the hand-written pages'."""

import re

import pytest

from tests.support.reader_texts import FILLED_IN, LANGUAGES, ROOT, reader_texts
from tests.support.shipped_rubrics import shipped_rubrics

HAN = "\u4e00-\u9fff"
# 经理 is part of a job's name here; whoever appraises is 主管.
JOB_TITLES = ("客户经理", "产品经理", "项目经理", "销售经理", "总经理")
NAMES = {
    language: "|".join(
        {getattr(c.name, language) for rubric in shipped_rubrics().values() for c in rubric.criteria}
    )
    for language in LANGUAGES
}

RULES = {
    # language, what is wrong, the pattern of it
    "zh-corner-brackets": ("zh", "quotation marks are “ ”", "[「」『』]"),
    "zh-straight-quotes": ("zh", "quotation marks are “ ”", '"'),
    "zh-spaces": (
        "zh",
        "a space stands between Chinese and Latin letters or digits",
        f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]",
    ),
    "zh-manager": (
        "zh",
        "whoever appraises is 主管",
        "|".join(f"(?<!{title[:-2]})" for title in ()) + "经理",
    ),
    "zh-to-do": ("zh", "what a score asks for is 待办事项", "要办的事|要做的事|接下来要做"),
    "zh-level-names": (
        "zh",
        "a level is named as in 诚信第 3 级",
        rf"(?:{NAMES['zh']})(?: ?\d+ ?级|的第 ?\d| 第 ?\d|第\d)",
    ),
    "en-straight-quotes": ("en", "quotation marks are “ ”", "\"|(?:^|[\\s(])'\\w"),
    "en-archaic": (
        "en",
        "today's English",
        r"(?i)\b(?:mend(?:s|ed|ing)?|want of|failed nobody|good deeds?|the more care|amongst|whilst|hitherto"
        r"|does not hang on|parting by system|(?:seems?|too|so|being) mean)\b",
    ),
    "en-to-do": ("en", "what a score asks for is a to do", r"(?i)\bfindings?\b|what has to be done"),
    "en-level-names": (
        "en",
        "a level is named as in Integrity, level 3",
        rf"\b(?:{NAMES['en']})(?:,? levels?| Level)? \d",
    ),
}
