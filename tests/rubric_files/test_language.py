"""The rules of wording, over every text that a reader sees: of the rubric data and of the hand-written pages."""

import re
from dataclasses import dataclass

import pytest

from liumai.formats.yaml_file import read_file
from tests.support.reader_texts import DATA, ROOT, bilingual_texts, reader_texts
from tests.support.shipped_rubrics import shipped_rubrics

HAN = "\u4e00-\u9fff"
CRITERIA = [criterion.name for rubric in shipped_rubrics().values() for criterion in rubric.criteria]
ZH_NAMES = "|".join(sorted({name.zh for name in CRITERIA}))
EN_NAMES = "|".join(sorted({name.en for name in CRITERIA}))
# 经理 is part of a job's name in these; whoever appraises is 主管.
JOBS = ("客户", "产品", "项目", "销售", "客服", "研发", "仓库", "区域")
ARCHAIC = (
    r"mend(?:s|ed|ing)?", "want of", "failed nobody", r"good deeds?", "the more care", "amongst", "whilst",
    "hitherto", "thereof", "does not hang on", "parting by", r"(?:seems?|too|so|being) mean",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What no text of ``language`` has: ``wrong`` is the pattern of it, ``instead`` what to write."""

    language: str
    wrong: str
    instead: str
    bad: str
    good: str


RULES = {
    "zh-quotes": Rule("zh", '[「」『』"]', "“ ”", "原文叫「独孤九剑」。", "原文叫“独孤九剑”。"),
    "en-quotes": Rule("en", r"\"|(?:^|[\s(])'\w", "“ ”", 'the words "in deed"', "the team's words “in deed”"),
    "zh-spaces": Rule(
        "zh",
        f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]",
        "a space between Chinese and Latin letters or digits",
        "停在第2级",
        "停在第 2 级，走 1 over 1 plus HR",
    ),
    "zh-manager": Rule(
        "zh", "".join(f"(?<!{job})" for job in JOBS) + "经理", "主管", "经理须写明", "主管和产品经理"
    ),
    "zh-to-do": Rule("zh", "要办的事|要做的事|接下来要做", "待办事项", "接下来要做", "待办事项：谁要做什么"),
    "en-to-do": Rule(
        "en",
        r"(?i)(?<!-)\bfindings?\b(?! (?:that|the|an?|out)\b)|what has to be done",
        "a to-do",
        "A finding is raised.",
        "Fault-finding, and finding the score.",
    ),
    "zh-calques": Rule(
        "zh",
        "转在|没有读成|由他级|系统地对着干|离开你的浏览器",
        "what a Chinese colleague would say",
        "转在条款的哪几个字上",
        "凭的是条款里的哪几个字",
    ),
    "zh-level": Rule(
        "zh",
        rf"(?:{ZH_NAMES})(?: ?\d(?!\d* ?(?:分|项|个|人))|的第 ?\d+ ?级| 第 ?\d+ ?级)",
        "诚信第 3 级",
        "归诚信的第 3 级",
        "归诚信第 3 级；激情 3 分",
    ),
    "en-level": Rule(
        "en",
        rf"\b(?:{EN_NAMES})(?: [Ll]evels?)? \d",
        "Integrity, level 3",
        "That is Integrity 3.",
        "That is Integrity, level 3.",
    ),
    "en-archaic": Rule(
        "en",
        rf"(?i)\b(?:{'|'.join(ARCHAIC)})\b",
        "today's English",
        "They mended it.",
        "the mean of four quarters",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_what_it_is_for(name):
    assert re.search(RULES[name].wrong, RULES[name].bad)
    assert not re.search(RULES[name].wrong, RULES[name].good)


@pytest.mark.parametrize("name", RULES)
def test_every_text_keeps_the_rule(name):
    rule = RULES[name]
    texts = [text for text in reader_texts() if text.language == rule.language]
    assert len(texts) > 2000
    found = [
        f"{text.file}:{text.place}: {text.text[max(0, wrong.start() - 20) : wrong.end() + 20]!r}"
        for text in texts
        for wrong in re.finditer(rule.wrong, text.text)
    ]
    assert not found, "\n".join([f"{len(found)} places; write {rule.instead}", *found])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotation_marks_come_in_pairs(language):
    """One level of them: “ then ”, never two of a kind in a row."""
    found = [
        f"{text.file}:{text.place}: {text.text[:60]!r}"
        for text in reader_texts()
        if text.language == language and re.sub("[^“”]", "", text.text).replace("“”", "")
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.yaml")), ids=lambda file: str(file.relative_to(DATA)))
def test_both_languages_have_the_same_placeholders(file):
    for path, *texts in bilingual_texts(read_file(file).data):
        zh, en = (set(re.findall(r"\{[a-z-]+\}", text)) for text in texts)
        assert zh == en, path


@pytest.mark.parametrize(
    "name", sorted(str(file.relative_to(ROOT / "docs/zh")) for file in (ROOT / "docs/zh").rglob("*.md"))
)
def test_both_pages_fill_in_the_same_figures(name):
    """A page and its twin ask the rubric for the same values, how often is each language's own affair."""
    zh, en = (asked_for(ROOT / "docs" / language / name) for language in ("zh", "en"))
    assert zh == en


def asked_for(page):
    """What a page's templates ask for: functions with their first argument, and attributes of the rubric."""
    text = page.read_text(encoding="utf-8")
    templates = " ".join(re.findall(r"{{.*?}}|{%.*?%}", text, re.S))
    asked = re.findall(r'\b(?!(?:name|replace|join)\()([a-z_]+)\(\s*"([a-z0-9-]+)"', templates)
    return {*asked, *re.findall(r'\b([a-z_]+)\["([a-z0-9-]+)"\]', templates)}
