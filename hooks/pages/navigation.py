"""The site's navigation, computed from what the handbook has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from hooks.content.handbook import Handbook
from liumai.core.rubric import Rubric

Entry = dict[str, Any]

HELP = "guide/calculator.md"  # how to use the calculator
# Hand-written pages in their order, as names below guide/ and trainers/.
GUIDE = (
    "start-here", "principles", "scoring", "one-over-one", "year", "hr-check",
    "low-score", "promotion", "team", "reward", "questions", "history", "after",
)  # fmt: skip
TRAINERS = ("guide",)
ADOPTING = ("adopt.md", "hosting.md", "larger.md", "measured.md")


def navigation(book: Handbook, written: Collection[str]) -> list[str | Entry]:
    """The tabs and their pages. ``written`` are the paths of the hand-written pages, which have their own titles."""
    main = book.rubric
    nav: list[str | Entry] = []
    nav.append({book.label("nav.criteria"): [*_criteria(book, main), "matrix.md", "cases.md", "compare.md"]})
    nav.append({book.label("nav.rules"): [f"{main.id}/rules.md", "findings.md", "gaps.md"]})
    if book.examples[main.id]:
        nav.append({book.label("nav.examples"): _examples(book, main)})
    calculator = [
        "calculator.md",
        "readings.md",
        *(["carry.md"] if book.changes else []),
        "year.md",
        "team.md",
    ]
    calculator += [HELP] if HELP in written else []
    nav.append({book.label("nav.calculator"): calculator})
    nav.append({book.label("nav.trainers"): _trainers(book, written)})
    if book.other_rubrics:
        listed = [{book.text(rubric.name): _rubric_section(book, rubric)} for rubric in book.other_rubrics]
        nav.append({book.label("nav.rubrics"): [*_changes(book), *listed]})
    adopting = [page for page in ADOPTING if page in written]
    if adopting:
        nav.append({book.label("nav.adopt"): adopting})
    guide = _guide(book, written, {"index.md", *_pages(nav)})
    return [
        {book.label("nav.home"): "index.md"},
        *([{book.label("nav.guide"): guide}] if guide else []),
        *nav,
    ]


def _guide(book: Handbook, written: Collection[str], elsewhere: Collection[str]) -> list[str]:
    """The guide's pages in their order, then every other hand-written page that is not ``elsewhere``."""
    guide = [path for name in GUIDE if (path := f"guide/{name}.md") in written]
    guide += sorted(set(written) - {*guide, *elsewhere})
    return [*guide, *(["guide/glossary.md"] if book.glossary else []), "tags.md"]


def _trainers(book: Handbook, written: Collection[str]) -> list[str]:
    """The trainers' hand-written pages in their order, then the generated ones."""
    pages = [path for name in TRAINERS if (path := f"trainers/{name}.md") in written]
    pages += [f"trainers/{plan.id}.md" for plan in book.teaching.plans]
    pages += ["trainers/disputes.md"] if any(level.disputes for level in book.rubric.level.values()) else []
    builder = ["trainers/deck.md"] if book.has_cases else []
    interactive = ["trainers/quiz.md"] if book.has_cases else []
    interactive += ["trainers/calibration.md"] if book.calibration_examples else []
    return [*pages, "trainers/materials.md", *builder, *interactive]


def _pages(nav: Iterable[Any]) -> Iterator[str]:
    """Every page in a navigation."""
    for entry in nav:
        if isinstance(entry, str):
            yield entry
        else:
            for inner in entry.values():
                yield from _pages([inner] if isinstance(inner, str) else inner)


def _criteria(book: Handbook, rubric: Rubric) -> list[str | Entry]:
    overview = {book.label("nav.overview"): f"{rubric.id}/index.md"}
    return [overview, *({book.text(c.name): f"{rubric.id}/{c.id}.md"} for c in rubric.criteria)]


def _examples(book: Handbook, rubric: Rubric) -> list[str | Entry]:
    overview = {book.label("nav.overview"): f"{rubric.id}/examples/index.md"}
    listed = ({book.text(e.title): f"{rubric.id}/examples/{e.id}.md"} for e in book.examples[rubric.id])
    return [overview, *listed]


def _changes(book: Handbook) -> list[str | Entry]:
    if not book.changes:
        return []
    pages = [f"changes/{changes.from_}--{changes.to}.md" for changes in book.changes]
    return [{book.label("nav.changes"): ["changes/index.md", *pages]}]


def _rubric_section(book: Handbook, rubric: Rubric) -> list[str | Entry]:
    nav = [*_criteria(book, rubric), {book.label("nav.rules"): f"{rubric.id}/rules.md"}]
    if book.examples[rubric.id]:
        # With the rubric's name: screen readers announce the section without what it stands in.
        title = f"{book.label('nav.examples')} · {book.text(rubric.name)}"
        nav.append({title: _examples(book, rubric)})
    return nav
