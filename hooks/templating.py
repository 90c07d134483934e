"""The Jinja environment of the pages: the filters and names that every template may use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from types import CodeType
from typing import Any, Literal, Protocol

import jinja2
import jinja2.bccache
from markupsafe import Markup

from blocks import Blocks
from excerpts import excerpt
from gaps import is_settled, possible_findings
from hosting import hosting_file
from liumai.appraisal import appraisal_data
from liumai.model import (
    DIFFICULTIES,
    SETTINGS,
    Appraisal,
    Case,
    Criterion,
    Level,
    Rubric,
    Stated,
    Text,
    points,
)
from liumai.moves import tell
from liumai.scoring import PARTIAL
from policy import BY_LINES

TEMPLATES = Path(__file__).with_name("templates")
MARKS = {"met": "●", "partial": "◐", "unmet": "○", "unrated": "·"}
VERDICT_MARKS = {"compliant": "✓", "non-compliant": "✗", "inapplicable": "↷"}


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled in this process: both languages, and every later build of ``make serve``, share them."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


COMPILED = _Compiled()


class Speaker(Protocol):
    """What templates need of the handbook: one language, and its words."""

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        ...

    @property
    def blocks(self) -> Blocks:
        """Where its blocks of HTML wait for Markdown to be rendered."""
        ...

    def text(self, text: Text) -> str:
        """A bilingual text in that language."""
        ...

    def label(self, key: str, **values: object) -> str:
        """A label of the interface."""
        ...

    def label_group(self, group: str) -> dict[str, str]:
        """The labels of a group by name, with their placeholders."""
        ...


def environment(speaker: Speaker) -> jinja2.Environment:
    """The environment of one language."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=COMPILED,
    )
    made.filters |= {
        "t": speaker.text,
        "figure": lambda number: f"{number:g}",
        "points": points,
        "measure": _measure,
        "paragraphs": _paragraphs,
        "oneblock": speaker.blocks.set_aside,
        "groupby_verdict": _by_verdict,
        "address": _address,
        "appraisal_json": _appraisal_json,
        "possible_findings": possible_findings,
    }
    made.globals |= {
        "label": speaker.label,
        "label_group": speaker.label_group,
        "excerpt": excerpt,
        "hosting_file": hosting_file,
        "policy": BY_LINES,
        "language": speaker.language,
        "colon": speaker.label("mark.colon"),
        "comma": speaker.label("mark.comma"),
        "source_link": _source_link,
        "step_source": _step_source,
        "marks": MARKS,
        "verdict_marks": VERDICT_MARKS,
        "tell_way": tell,
        "level_of": level_of,
        "is_settled": is_settled,
        "half": points(PARTIAL),
        "rows": rows,
        "used": used,
        "parties": parties,
        "depth": "../" if speaker.language != "zh" else "",
    }
    return made


def level_of(rubric: Rubric, name: str) -> tuple[Criterion, Level]:
    """The criterion and the level that ``<criterion>-<level>`` names."""
    criterion, _, number = name.rpartition("-")
    return rubric.criterion[criterion], rubric.criterion[criterion].levels[int(number) - 1]


def parties(rubric: Rubric) -> dict[str, Text]:
    """Everybody whom a finding of the rubric asks to act, and the employee, with their names."""
    acting = {"employee"}.union(*(finding.actors for finding in rubric.findings))
    return {actor: name for actor, name in rubric.words["actor"].items() if actor in acting}


def used(rubric: Rubric, name: Literal["difficulty", "setting"]) -> list[str]:
    """The difficulties or settings that any case of the rubric has, in the order of the vocabulary."""
    words = DIFFICULTIES if name == "difficulty" else SETTINGS
    found = {getattr(case, name) for level in rubric.level.values() for case in level.cases}
    return [word for word in words if word in found]


def rows(rubric: Rubric) -> list[tuple[int, list[Level | None]]]:
    """The levels of all criteria as rows, lowest level first; None where a criterion has fewer."""
    tallest = max(len(criterion.levels) for criterion in rubric.criteria)
    return [
        (row + 1, [c.levels[row] if row < len(c.levels) else None for c in rubric.criteria])
        for row in range(tallest)
    ]


def _source_link(record: Stated) -> str:
    """The anchor of the rules page that tells where something is from."""
    if record.reason is not None:
        return f"reason-{record.reason}"
    return f"document-{record.source.document}" if record.source is not None else f"status-{record.status}"


def _appraisal_json(appraisal: Appraisal, rubric: Rubric) -> str:
    """An appraisal as its file says it, in JSON, for the page's scripts."""
    return json.dumps(appraisal_data(rubric, appraisal), ensure_ascii=False)


def _step_source(step: Any) -> str:
    """The anchor of the rules page for the rule or finding that a step of a trace names."""
    return f"rule-{step.rule}" if step.rule else f"finding-{step.finding}"


def _measure(number: float, unit: str = "") -> str:
    """A measured figure to three digits, with its unit."""
    told = f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"
    return f"{told} {unit}".strip()


def _paragraphs(text: str) -> Markup:
    """Plain prose as HTML paragraphs, parted at blank lines."""
    return Markup("").join(
        Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip()
    )


def _by_verdict(cases: Iterable[Case]) -> list[tuple[str, list[Case]]]:
    """Cases under each verdict that any of them has."""
    found = [(verdict, [case for case in cases if case.verdict == verdict]) for verdict in VERDICT_MARKS]
    return [(verdict, group) for verdict, group in found if group]


def _address(page: str, root: str) -> str:
    """The address of a page that data name by its path under the docs folder."""
    path, mark, anchor = page.partition("#")
    return f"{root}{path.removesuffix('index.md').removesuffix('.md')}{'' if path.endswith('index.md') else '/'}{mark}{anchor}"
