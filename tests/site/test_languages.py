"""Chinese and English are the same handbook: the same pages, sections and anchors, each in its own language."""

import re

import pytest

CHINESE = re.compile(r"[\u3400-\u9fff]")
# Where the other language is shown on purpose.
SHOWN = frozenset(("code", "pre", "abbr"))


def pairs(pages):
    for path, page in pages.items():
        if not path.startswith("en/"):
            yield page, pages.get(f"en/{path}")


def test_both_have_every_page(pages):
    chinese = {path for path in pages if not path.startswith("en/")}
    english = {path.removeprefix("en/") for path in pages if path.startswith("en/")}
    assert chinese == english and len(chinese) > 60


def test_both_have_every_anchor(pages):
    differing = {
        zh.path: sorted(set(zh.anchors) ^ set(en.anchors))
        for zh, en in pairs(pages)
        if en and set(zh.anchors) != set(en.anchors)
    }
    assert differing == {}


def test_both_have_every_section(pages):
    differing = [
        zh.path for zh, en in pairs(pages) if [h.level for h in zh.headings] != [h.level for h in en.headings]
    ]
    assert differing == []


def test_no_section_is_empty(pages):
    empty = [
        (page.path, heading.words)
        for page in pages.values()
        for heading in page.headings
        if not heading.filled
    ]
    assert empty == []


@pytest.mark.parametrize("path", ["", "guide/", "six-veins-2006/", "calculator/", "matrix/", "rules/"])
def test_there_are_pages_to_look_at(pages, path):
    assert any(page.path.startswith(f"en/{path}") or path in page.path for page in pages.values())


def test_english_pages_are_english(pages):
    left = [
        (page.path, text.words)
        for page in pages.values()
        if page.path.startswith("en/") and page.path != "en/404.html"
        for text in page.texts
        if CHINESE.search(text.words) and not text.language.startswith("zh") and not SHOWN & set(text.tags)
    ]
    assert left == []


def test_chinese_pages_are_chinese(pages):
    """A run of five English words in Chinese text is a text that was not translated."""
    run = re.compile(r"(?:[A-Za-z][a-z']+[ ,.]+){5}")
    left = [
        (page.path, text.words)
        for page in pages.values()
        if not page.path.startswith("en/") and page.path != "404.html"
        for text in page.texts
        if run.search(text.words) and not text.language.startswith("en") and not SHOWN & set(text.tags)
    ]
    assert left == []
