"""Every text that a reader of the handbook sees, language by language: of the rubric data and of the hand-written pages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liumai.formats.yaml_file import read_file

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "rubric_data"
LANGUAGES = ("zh", "en")
FILLED_IN = "\ufffc"  # stands for what a template or a code span puts into a page
# Headings by which other people's tables are understood: their words, not ours.
NOT_OURS = ("column-synonym", "column-hint", "heading-tail", "table-line")


@dataclass(frozen=True)
class ReaderText:
    """A text in one language, its file (relative to the repository) and its place in it."""

    file: str
    place: str
    language: str
    text: str


@functools.cache
def reader_texts() -> tuple[ReaderText, ...]:
    """All of them."""
    return (*_of_data(), *_of_pages())


def bilingual_texts(
    data: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every text that plain data has in both languages: the path to it, the Chinese and the English."""
    if isinstance(data, dict):
        if isinstance(data.get("zh"), str) and isinstance(data.get("en"), str):
            yield path, data["zh"], data["en"]
        for key, value in data.items():
            yield from bilingual_texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from bilingual_texts(value, (*path, index))


def _of_data() -> Iterator[ReaderText]:
    for file in sorted(DATA.rglob("*.yaml")):
        name, data = str(file.relative_to(ROOT)), read_file(file).data
        language = file.suffixes[0].removeprefix(".")
        if language in LANGUAGES:  # a worked appraisal: a file for each language
            for path, text in _strings(data):
                if path[-1] in ("subject", "period", "text", "justification"):
                    yield ReaderText(name, _place(path), language, text)
        else:
            for path, text in _strings(data):
                if path[-1] in LANGUAGES and not set(NOT_OURS) & set(path):
                    yield ReaderText(name, _place(path), path[-1], text)


def _strings(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            name = value.get("id", index) if isinstance(value, dict) else index
            yield from _strings(value, (*path, str(name)))


def _place(path: tuple[str, ...]) -> str:
    return ".".join(path)


def _of_pages() -> Iterator[ReaderText]:
    for language in LANGUAGES:
        for file in sorted((ROOT / "docs" / language).rglob("*.md")):
            for number, line in enumerate(prose(file.read_text(encoding="utf-8")).splitlines(), 1):
                if line.strip():
                    yield ReaderText(str(file.relative_to(ROOT)), str(number), language, line)


def prose(page: str) -> str:
    """A page's words, on the lines where they stand: without front matter, code, templates, tags and addresses."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    def filled(found: re.Match[str]) -> str:
        return FILLED_IN + "\n" * found[0].count("\n")

    page = re.sub(r"\A---\n.*?^---\n", blank, page, flags=re.S | re.M)
    page = re.sub(r"^ *```.*?^ *```", blank, page, flags=re.S | re.M)
    page = re.sub(r"{%.*?%}|{#.*?#}", blank, page, flags=re.S)
    page = re.sub(r"{{.*?}}|`[^`\n]+`", filled, page, flags=re.S)
    page = re.sub(r"</?(?:t[dhr]|li|p|br|div)\b[^<>]*>", " ", page)
    page = re.sub(r"<!--.*?-->|</?[a-z][^<>]*>", blank, page, flags=re.S)
    page = re.sub(r"\]\([^)\n]*\)|(?<!\w)\{[^{}\n]*\}$|\{ [.#:][^{}\n]*\}", "", page, flags=re.M)
    page = re.sub(
        r'^ *(?:!!!|\?{3}\+?) \w+(?: "(.*)")?$', lambda found: found[1] or "", page, flags=re.M
    )  # titles of notes
    return re.sub(r"\*\*|\[", "", page)
