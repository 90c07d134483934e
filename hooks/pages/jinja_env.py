"""The Jinja environment of our templates: the filters and names that each of them may use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Literal

import jinja2
from markupsafe import Markup

from hooks.build_cache import TemplateCache
from hooks.bundle.scripts import oldest_browsers
from hooks.content.excerpts import excerpt
from hooks.content.gaps import is_settled, possible_findings
from hooks.content.handbook import Handbook
from hooks.delivery.cache_busting import Addresses
from hooks.delivery.content_security_policy import BY_LINES
from hooks.delivery.host_headers import hosting_file
from hooks.pages.raw_html import RawHtml
from hooks.paths import TEMPLATES
from liumai.analysis.what_if import describe
from liumai.core.appraisal import Appraisal
from liumai.core.appraisal_file import appraisal_data
from liumai.core.number_format import points
from liumai.core.rubric import DIFFICULTIES, SETTINGS, Case, Criterion, Level, Rubric, Stated, Text
from liumai.core.scoring import PARTIAL
from liumai.formats.text_report import MARKS

VERDICT_MARKS = {"compliant": "✓", "non-compliant": "✗", "inapplicable": "↷"}


def environment(
    handbook: Handbook, raw_html: RawHtml, addresses: Addresses, templates: TemplateCache
) -> jinja2.Environment:
    """The environment of one language. ``raw_html`` takes what the filter of that name sets aside."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=templates,
    )
    jinja.filters |= _filters(handbook, raw_html)
    jinja.globals |= _globals(handbook, addresses)
    return jinja


def _filters(handbook: Handbook, raw_html: RawHtml) -> dict[str, Callable[..., Any]]:
    return {
        "t": handbook.text,
        "figure": lambda number: f"{number:g}",
        "points": points,
        "measure": _measure,
        "paragraphs": _paragraphs,
        "raw_html": raw_html.stash,
        "groupby_verdict": _by_verdict,
        "address": _address,
        "appraisal_json": _appraisal_json,
        "possible_findings": possible_findings,
    }


def _globals(handbook: Handbook, addresses: Addresses) -> dict[str, Any]:
    return {
        "label": handbook.label,
        "label_group": handbook.label_group,
        "excerpt": excerpt,
        "hosting_file": hosting_file,
        "oldest_browsers": oldest_browsers(),
        "policy": BY_LINES,
        "language": handbook.language,
        "colon": handbook.label("mark.colon"),
        "comma": handbook.label("mark.comma"),
        "source_link": _source_link,
        "step_source": _step_source,
        "marks": MARKS,
        "verdict_marks": VERDICT_MARKS,
        "describe_way": describe,
        "level_of": level_of,
        "is_settled": is_settled,
        "half": points(PARTIAL),
        "rows": rows,
        "used": used,
        "parties": parties,
        # From the language's own root to that of the site.
        "depth": "../" if handbook.language != "zh" else "",
        "addresses": addresses,
    }


def level_of(rubric: Rubric, name: str) -> tuple[Criterion, Level]:
    """The criterion and the level that ``<criterion>-<level>`` names."""
    criterion, _, number = name.rpartition("-")
    return rubric.criterion[criterion], rubric.criterion[criterion].levels[int(number) - 1]


def parties(rubric: Rubric) -> dict[str, Text]:
    """The names of the employee and of everybody who acts on some finding of the rubric, by actor."""
    acting = {"employee"}.union(*(finding.actors for finding in rubric.findings))
    return {actor: name for actor, name in rubric.words["actor"].items() if actor in acting}


def used(rubric: Rubric, name: Literal["difficulty", "setting"]) -> list[str]:
    """The difficulties or settings that any case of the rubric has, in the order of the vocabulary."""
    words = DIFFICULTIES if name == "difficulty" else SETTINGS
    present = {getattr(case, name) for level in rubric.level.values() for case in level.cases}
    return [word for word in words if word in present]


def rows(rubric: Rubric) -> list[tuple[int, list[Level | None]]]:
    """The levels of all criteria as rows, lowest level first; None where a criterion has fewer."""
    tallest = max(len(criterion.levels) for criterion in rubric.criteria)
    return [
        (row + 1, [c.levels[row] if row < len(c.levels) else None for c in rubric.criteria])
        for row in range(tallest)
    ]


def _source_link(record: Stated) -> str:
    """The anchor of the rules page that states where a record is from."""
    if record.reason is not None:
        return f"reason-{record.reason}"
    return f"document-{record.source.document}" if record.source is not None else f"status-{record.status}"


def _appraisal_json(appraisal: Appraisal, rubric: Rubric) -> str:
    """The JSON of an appraisal file, for the page's scripts."""
    return json.dumps(appraisal_data(rubric, appraisal), ensure_ascii=False)


def _step_source(step: Any) -> str:
    """The anchor of the rules page for the rule or finding that a step of a trace names."""
    return f"rule-{step.rule}" if step.rule else f"finding-{step.finding}"


def _measure(number: float, unit: str = "") -> str:
    """A measured figure to three digits, with its unit."""
    digits = f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"
    return f"{digits} {unit}".strip()


def _paragraphs(text: str) -> Markup:
    """Plain prose as HTML paragraphs, split at blank lines."""
    return Markup("").join(
        Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip()
    )


def _by_verdict(cases: Iterable[Case]) -> list[tuple[str, list[Case]]]:
    """Cases grouped by verdict, without empty groups."""
    groups = [(verdict, [case for case in cases if case.verdict == verdict]) for verdict in VERDICT_MARKS]
    return [(verdict, group) for verdict, group in groups if group]


def _address(page: str, root: str) -> str:
    """The address of a page given by its path below the docs folder; ``root`` leads to the language's root."""
    path, mark, anchor = page.partition("#")
    return f"{root}{path.removesuffix('index.md').removesuffix('.md')}{'' if path.endswith('index.md') else '/'}{mark}{anchor}"
