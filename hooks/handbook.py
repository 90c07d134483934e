"""Turns the rubrics into the handbook's pages, in one language: Markdown out of templates, no file written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from examples import Example, load_examples
from liumai.loader import Words, load_rubrics, read_record
from liumai.model import Criterion, Level, Rubric, Stated, Text, points
from liumai.scoring import PARTIAL
from prose import Prose

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).with_name("templates")
MARKS = {"met": "●", "partial": "◐", "unmet": "○", "unrated": "·"}
VERDICT_MARKS = {"compliant": "✓", "non-compliant": "✗", "inapplicable": "↷"}


@dataclass(frozen=True)
class Page:
    """A generated page: its path under the docs folder, and its Markdown."""

    path: str
    markdown: str


@dataclass(frozen=True)
class Handbook:
    """All that the pages of one language are made of."""

    language: str
    default: str
    rubrics: Mapping[str, Rubric]
    labels: Words
    examples: Mapping[str, tuple[Example, ...]]

    def text(self, text: Text) -> str:
        """A bilingual text in this language."""
        words: str = getattr(text, self.language)
        return words

    def label(self, key: str, **values: object) -> str:
        """A label of the interface, by ``group.key``."""
        group, name = key.split(".")
        return self.text(self.labels[group][name]).format(**values)

    @property
    def rubric(self) -> Rubric:
        """The rubric that the site is about."""
        return self.rubrics[self.default]

    def nav(self) -> list[dict[str, Any]]:
        """The site's navigation: the default rubric at the top, the others under a tab of their own."""
        main = self.rubric
        others = [rubric for rubric in self.rubrics.values() if rubric is not main]
        nav: list[dict[str, Any]] = [
            {self.label("nav.home"): "index.md"},
            {self.label("nav.criteria"): self._criteria_nav(main)},
            {self.label("nav.rules"): f"{main.id}/rules.md"},
        ]
        if self.examples[main.id]:
            nav.append({self.label("nav.examples"): self._examples_nav(main)})
        nav.append({self.label("nav.calculator"): "calculator.md"})
        if others:
            listed = [{self.text(rubric.name): self._whole_nav(rubric)} for rubric in others]
            nav.append({self.label("nav.other-rubrics"): listed})
        return nav

    def _criteria_nav(self, rubric: Rubric) -> list[dict[str, str]]:
        overview = {self.label("nav.overview"): f"{rubric.id}/index.md"}
        return [overview, *({self.text(c.name): f"{rubric.id}/{c.id}.md"} for c in rubric.criteria)]

    def _examples_nav(self, rubric: Rubric) -> list[dict[str, str]]:
        overview = {self.label("nav.overview"): f"{rubric.id}/examples/index.md"}
        listed = ({self.text(e.title): f"{rubric.id}/examples/{e.id}.md"} for e in self.examples[rubric.id])
        return [overview, *listed]

    def _whole_nav(self, rubric: Rubric) -> list[dict[str, Any]]:
        nav: list[dict[str, Any]] = [*self._criteria_nav(rubric)]
        nav.append({self.label("nav.rules"): f"{rubric.id}/rules.md"})
        if self.examples[rubric.id]:
            nav.append({self.label("nav.examples"): self._examples_nav(rubric)})
        return nav

    def pages(self) -> Iterator[Page]:
        """Every generated page."""
        for rubric in self.rubrics.values():
            here = {"rubric": rubric, "examples": self.examples[rubric.id]}
            yield self._page(f"{rubric.id}/index.md", "overview.md.j2", **here)
            yield self._page(f"{rubric.id}/rules.md", "rules.md.j2", **here)
            for criterion in rubric.criteria:
                yield self._page(
                    f"{rubric.id}/{criterion.id}.md", "criterion.md.j2", criterion=criterion, **here
                )
            if self.examples[rubric.id]:
                yield self._page(f"{rubric.id}/examples/index.md", "examples.md.j2", **here)
            for example in self.examples[rubric.id]:
                yield self._page(
                    f"{rubric.id}/examples/{example.id}.md", "example.md.j2", example=example, **here
                )
        yield self._page("calculator.md", "calculator.md.j2", rubric=self.rubric)

    def render(self, markdown: str, source: str) -> str:
        """A hand-written page with its figures filled in."""
        template = self._jinja.from_string(markdown)
        template.name = source
        root = (
            "../" * len(Path(source).with_suffix("").parts)
            if Path(source).stem != "index"
            else "../" * (len(Path(source).parts) - 1)
        )
        macros = self._jinja.get_template("macros.j2").make_module({})
        prose = Prose(self.rubric, self.language, self.text, self.label, macros, root)
        return template.render(rubric=self.rubric, **prose.names())

    def _page(self, path: str, template: str, **values: Any) -> Page:
        return Page(path, self._jinja.get_template(template).render(**values))

    @cached_property
    def _jinja(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.filters |= {
            "t": self.text,
            "figure": lambda number: f"{number:g}",
            "points": points,
            "paragraphs": _paragraphs,
            "oneblock": _oneblock,
        }
        environment.globals |= {
            "label": self.label,
            "language": self.language,
            "source_link": _source_link,
            "step_source": _step_source,
            "marks": MARKS,
            "verdict_marks": VERDICT_MARKS,
            "level_of": _level_of,
            "half": points(PARTIAL),
            "awards": _awards,
            "depth": "../" if self.language != "zh" else "",
        }
        return environment


def load_handbook(language: str, default: str, folder: Path) -> Handbook:
    """Read all the data. Raises RubricError where the rubrics, or the appraisals beside them, have faults."""
    rubrics = load_rubrics(folder)
    labels = read_record(folder / "interface.yaml", Words)
    examples = {name: load_examples(folder / name, rubrics, language) for name in rubrics}
    return Handbook(language, default, rubrics, labels, examples)


def _source_link(record: Stated) -> str:
    """The anchor of the rules page that tells where something is from."""
    if record.reason is not None:
        return f"reason-{record.reason}"
    return f"document-{record.source.document}" if record.source is not None else f"status-{record.status}"


def _step_source(step: Any) -> str:
    """The anchor of the rules page for the rule or finding that a step of a trace names."""
    return f"rule-{step.rule}" if step.rule else f"finding-{step.finding}"


def _level_of(rubric: Rubric, name: str) -> tuple[Criterion, Level]:
    """The criterion and the level that ``<criterion>-<level>`` names."""
    criterion, _, number = name.rpartition("-")
    return rubric.criterion[criterion], rubric.criterion[criterion].levels[int(number) - 1]


def _awards(rubric: Rubric) -> list[tuple[int, list[Level | None]]]:
    """The levels of all criteria as rows, lowest level first; None where a criterion has fewer."""
    tallest = max(len(criterion.levels) for criterion in rubric.criteria)
    return [
        (row + 1, [c.levels[row] if row < len(c.levels) else None for c in rubric.criteria])
        for row in range(tallest)
    ]


def _paragraphs(text: str) -> Markup:
    """Plain prose as HTML paragraphs, parted at blank lines."""
    return Markup("").join(
        Markup("<p>{}</p>").format(part.strip()) for part in text.split("\n\n") if part.strip()
    )


def _oneblock(html: str) -> Markup:
    """HTML without blank lines or indents, which Markdown would take for the end of the block."""
    lines = (line.strip() for line in str(escape(html)).splitlines())
    return Markup("\n".join(line for line in lines if line))
