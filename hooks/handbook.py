"""The handbook in one language: the rubrics and all that its pages are made of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from addresses import versions
from blocks import Blocks, without_indents
from decks import CASES, PACK, Deck, decks, lesson_data
from gaps import filled_in, gaps
from handouts import Handout, handouts, pdf
from kept import kept
from liumai.agreement import RELIABLE, TENTATIVE
from liumai.appraisal import ratings_for, unrated
from liumai.carrying import carry
from liumai.examples import Example, load_examples
from liumai.loader import load_changes, load_rubrics, load_teaching, load_words, read_record
from liumai.many import MOST_ROWS
from liumai.model import Appraisal, Changes, Criterion, Entry, GlossaryEntry, Rubric, Text
from liumai.own_words import Words
from liumai.promotion import SCALE, WEIGHT
from liumai.teaching import Minutes, Teaching
from liumai.team import codes_of_hr
from liumai.vector import to_vector
from liumai.year import WEIGHTS
from prose import Prose, page_error
from tables import example_team, worked_team
from templating import environment
from training import WAITS, for_calibration, questions
from worklist import duties_by_score

# The last figures of speed and size, which `make measured` takes over from `make bench`.
MEASURED = Path(__file__).resolve().parents[1] / "docs" / "measured.json"
GUIDE = (
    "start-here", "principles", "scoring", "one-over-one", "year", "hr-check",
    "low-score", "promotion", "team", "reward", "questions", "history",
)  # fmt: skip

TRAINERS = ("guide",)

SHEETS = "sheets/"  # of the calculator, from its page
HELP = "guide/calculator.md"  # how to use the calculator


@dataclass(frozen=True)
class Page:
    """A generated page: its path under the docs folder, its Markdown, and the file that a reader would edit."""

    path: str
    markdown: str
    source: str | None = None


@dataclass(frozen=True)
class Paper:
    """A handout as HTML, and as PDF where there is one."""

    handout: Handout
    html: str
    pdf: Path | None


@dataclass(frozen=True)
class Handbook:
    """All that the pages of one language are made of."""

    language: str
    main: str
    folder: Path
    rubrics: Mapping[str, Rubric]
    changes: tuple[Changes, ...]
    labels: Words
    examples: Mapping[str, tuple[Example, ...]]
    glossary: tuple[GlossaryEntry, ...]
    teaching: Teaching

    def in_language(self, language: str) -> Handbook:
        """The same handbook in another language: what both share is not read again. Raises RubricError."""
        return replace(self, language=language, examples=_examples(self.folder, self.rubrics, language))

    def text(self, text: Text) -> str:
        """A bilingual text in this language."""
        words: str = getattr(text, self.language)
        return words

    def label(self, key: str, **values: object) -> str:
        """A label of the interface, by ``group.key``."""
        group, name = key.split(".")
        return self.text(self.labels[group][name]).format(**values)

    def label_group(self, group: str) -> dict[str, str]:
        """The labels of a group by name, with their placeholders, which scripts of the page fill."""
        return {name: self.text(text) for name, text in self.labels[group].items()}

    @property
    def rubric(self) -> Rubric:
        """The rubric that the site is about."""
        return self.rubrics[self.main]

    @property
    def minutes(self) -> Minutes:
        """What a slide of each kind takes."""
        return self.teaching.minutes

    @property
    def others(self) -> list[Rubric]:
        """The other rubrics, in the order of their ids."""
        return [rubric for rubric in self.rubrics.values() if rubric.id != self.main]

    def pages(self, written: Collection[str]) -> Iterator[Page]:
        """Every generated page; the home page among them where nobody has written one. ``written`` are their paths."""
        if "index.md" not in written:
            yield self._page("index.md", "home.md.j2", rubric=self.rubric)
        for rubric in self.rubrics.values():
            yield from self._rubric_pages(rubric)
        main = self.rubric
        all_rubrics = [main, *self.others]
        tryouts = [(rubric, example) for rubric in all_rubrics for example in self.examples[rubric.id]]
        help_page = HELP if HELP in written else None
        versioned = versions(self.sheets)
        sheets = {name: f"{SHEETS}{name}.json?{version}" for name, version in versioned.items()}
        yield self._page(
            "calculator.md",
            "calculator.md.j2",
            rubrics=all_rubrics,
            sheets=sheets,
            tryouts=tryouts,
            help_page=help_page,
        )
        yield from self._beside_the_calculator(all_rubrics)
        yield self._page("matrix.md", "matrix.md.j2", papers=self._papers_by_name(), rubric=main)
        yield self._page("cases.md", "cases.md.j2", rubric=main)
        yield self._page("findings.md", "findings.md.j2", rubric=main, duties=duties_by_score(main))
        yield self._page("gaps.md", "gaps.md.j2", rubric=main, gaps=gaps(main), settled=filled_in(main))
        yield self._page("compare.md", "compare.md.j2", rubrics=self.rubrics)
        yield from self._played()
        yield from self._trainers()
        if self.glossary:
            yield self._page("guide/glossary.md", "glossary.md.j2", glossary=self.glossary)
        yield self._page("tags.md", "tags.md.j2")
        if self.changes:
            yield self._page(
                "changes/index.md", "changes-index.md.j2", rubrics=self.rubrics, all=self.changes
            )
        for changes in self.changes:
            older, newer = self.rubrics[changes.from_], self.rubrics[changes.to]
            path = f"changes/{older.id}--{newer.id}.md"
            yield self._page(path, "changes.md.j2", changes=changes, older=older, newer=newer)

    def _played(self) -> Iterator[Page]:
        """What trainers play with a room, where the rubric has cases for it."""
        if self.has_quiz:
            asked = list(questions(self.rubric))
            yield self._page(
                "trainers/quiz.md", "quiz.md.j2", rubric=self.rubric, questions=asked, waits=WAITS
            )
        if self.calibrated:
            empty = Appraisal(self.rubric.id, tuple(unrated(criterion) for criterion in self.rubric.criteria))
            yield self._page(
                "trainers/calibration.md",
                "calibration.md.j2",
                rubric=self.rubric,
                examples=self.calibrated,
                blank=to_vector(empty),
                bounds=(RELIABLE, TENTATIVE),
            )

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The calculator's sheets that its page does not have from the start, each as JSON, by rubric."""
        template = self._jinja.get_template("sheet.html.j2")
        made = {one.id: without_indents(template.render(rubric=one)) for one in self.others}
        return {name: json.dumps({"html": html}, ensure_ascii=False) for name, html in made.items()}

    @property
    def calibrated(self) -> list[Example]:
        """The examples that a calibration round can be about."""
        return for_calibration(self.examples[self.main])

    @property
    def has_quiz(self) -> bool:
        """Whether there is a case to ask about."""
        return any(level.cases for level in self.rubric.level.values())

    def _trainers(self) -> Iterator[Page]:
        here = {"rubric": self.rubric, "decks": self.decks, "pack": PACK, "papers": self.papers}
        played = {"quiz": self.has_quiz, "calibration": bool(self.calibrated)}
        yield self._page("trainers/materials.md", "materials.md.j2", **played, **here)
        for plan in self.teaching.plans:
            yield self._page(f"trainers/{plan.id}.md", "plan.md.j2", plan=plan, **here)
        disputed = [
            (criterion, level)
            for criterion in self.rubric.criteria
            for level in criterion.levels
            if level.disputes
        ]
        if disputed:
            yield self._page("trainers/disputes.md", "disputes.md.j2", disputed=disputed, **here)
        if self.case_deck:
            yield self._page(
                "trainers/deck.md",
                "deck-builder.md.j2",
                lesson=lesson_data(self.minutes),
                minutes=self.minutes,
                **here,
            )

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """The decks of slides of the site's rubric."""
        return tuple(decks(self))

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The handouts of the site's rubric. Raises BundleError where a PDF that was asked for cannot be made."""
        template = self._jinja.get_template("handout.html.j2")
        made = []
        for handout in handouts(self.rubric):
            html = template.render(handout=handout, rubric=self.rubric)
            made.append(Paper(handout, html, pdf(html, self.language, handout.name)))
        return tuple(made)

    def _papers_by_name(self) -> dict[str, Paper]:
        return {paper.handout.name: paper for paper in self.papers}

    @property
    def case_deck(self) -> bool:
        """Whether there is a deck to choose cases from."""
        return any(deck.name == CASES for deck in self.decks)

    def deck_files(self) -> Iterator[tuple[str, str]]:
        """Each deck's page: its path in the folder of the decks, and its HTML."""
        template = self._jinja.get_template("deck.html.j2")
        for deck in self.decks:
            shown = template.render(deck=deck, rubric=self.rubric, minutes=lesson_data(self.minutes))
            yield (
                f"{deck.name}/index.html",
                "\n".join(line for line in shown.splitlines() if line.strip()) + "\n",
            )

    def _beside_the_calculator(self, rubrics: list[Rubric]) -> Iterator[Page]:
        steps, pairs = list(self._steps()), list(self._pairs())
        yield self._page("readings.md", "readings.md.j2", rubrics=rubrics, pairs=pairs, carried=bool(steps))
        if steps:
            yield self._page("carry.md", "carry.md.j2", rubrics=rubrics, steps=steps)
        yield self._page(
            "year.md",
            "year.md.j2",
            rubrics=rubrics,
            names=self._names(rubrics),
            example=_example_year(self.rubric),
            promotions={rubric.id: _promotion_figures(rubric) for rubric in rubrics},
        )
        yield self._page(
            "team.md",
            "team.md.j2",
            rubrics=rubrics,
            names=self._names(rubrics),
            most=MOST_ROWS,
            checker=next((self.text(one.words["actor"]["hr"]) for one in rubrics if codes_of_hr(one)), ""),
            example=example_team(self.folder, self.rubric, self.language) is not None,
        )

    def _names(self, rubrics: list[Rubric]) -> dict[str, Any]:
        """What the scripts of many appraisals show by name."""
        return {
            "rubrics": {rubric.id: self._names_of(rubric) for rubric in rubrics},
            "either": self.label("year.either"),
            "comma": self.label("mark.comma"),
        }

    def _names_of(self, rubric: Rubric) -> dict[str, Any]:
        return {
            "name": self.text(rubric.name),
            "maximum": rubric.maximum,
            "criteria": [{"id": one.id, "name": self.text(one.name)} for one in rubric.criteria],
            "bands": [{"id": one.id, "name": self.text(one.name)} for one in rubric.bands],
            "findings": [{"id": one.code, "name": self.text(one.name)} for one in rubric.findings],
        }

    def _pairs(self) -> Iterator[tuple[Rubric, Example, Example]]:
        """The self-appraisals among the examples, each with the manager's appraisal of the same quarter."""
        for rubric in self.rubrics.values():
            named = {example.id: example for example in self.examples[rubric.id]}
            for example in named.values():
                if example.counterpart is not None:
                    yield rubric, example, named[example.counterpart]

    def _steps(self) -> Iterator[dict[str, Any]]:
        """From each rubric to its successor: where every level of the newer one comes from."""
        for changes in self.changes:
            older, newer = self.rubrics[changes.from_], self.rubrics[changes.to]
            empty = Appraisal(older.id, tuple(unrated(criterion) for criterion in older.criteria))
            carrying = carry(changes, older, newer, empty, {})
            levels = {level.level: level for level in carrying.levels}
            yield {
                "older": older,
                "newer": newer,
                "levels": levels,
                "left": carrying.left,
                "examples": self.examples[older.id],
            }

    def _rubric_pages(self, rubric: Rubric) -> Iterator[Page]:
        examples = self.examples[rubric.id]
        here: dict[str, Any] = {"rubric": rubric, "examples": examples, "is_main": rubric is self.rubric}
        here["papers"] = self._papers_by_name() if rubric is self.rubric else {}
        yield self._page(f"{rubric.id}/index.md", "overview.md.j2", **here)
        yield self._page(
            f"{rubric.id}/rules.md",
            "rules.md.j2",
            live=_live(rubric, examples),
            settled=filled_in(rubric),
            **here,
        )
        for criterion in rubric.criteria:
            grew = self._relations(rubric, criterion.id)
            path = f"{rubric.id}/{criterion.id}.md"
            source = f"rubric_data/{rubric.id}/criteria/{criterion.id}.yaml"
            page = self._page(path, "criterion.md.j2", criterion=criterion, relations=grew, **here)
            yield replace(page, source=source)
        if examples:
            yield self._page(f"{rubric.id}/examples/index.md", "examples.md.j2", **here)
        told = _telling(examples)
        for example in examples:
            path = f"{rubric.id}/examples/{example.id}.md"
            yield self._page(path, "example.md.j2", example=example, telling=told, **here)

    def _relations(self, rubric: Rubric, criterion: str) -> dict[str, list[dict[str, Any]]]:
        """For each level of a criterion, what it came from and what became of it in the other rubrics."""
        found: dict[str, list[dict[str, Any]]] = {}
        for changes in self.changes:
            for entry in changes.changes:
                if rubric.id == changes.from_:
                    ends = [("grew-into", name, entry.to, changes.to) for name in entry.from_]
                elif rubric.id == changes.to:
                    ends = [("grew-from", name, entry.from_, changes.from_) for name in entry.to]
                else:
                    continue
                for kind, name, others, other in ends:
                    if name.rpartition("-")[0] == criterion:
                        relation = {
                            "kind": kind,
                            "others": others,
                            "rubric": self.rubrics[other],
                            "entry": entry,
                        }
                        found.setdefault(name, []).append(relation)
        return found

    def render(self, markdown: str, source: str) -> str:
        """A hand-written page with its figures filled in. Raises PageError."""
        path = PurePosixPath(source)
        deep = len(path.parts) - (path.stem == "index")
        macros = self._jinja.get_template("macros.j2").make_module({})
        prose = Prose(self.rubric, self.language, self.text, self.label, macros, "../" * deep)
        names = {"rubric": self.rubric, "rubrics": self.rubrics, "changes": self.changes, **prose.names()}
        names["team"] = lambda: worked_team(self.folder, self.rubric, self.language)
        names["measured"] = json.loads(MEASURED.read_text(encoding="utf-8"))
        try:
            code = kept(("prose", markdown), lambda: self._jinja.compile(markdown))
            template = jinja2.Template.from_code(self._jinja, code, self._jinja.make_globals(None))
            return template.render(names)
        except Exception as error:  # a page may call on anything, and so fail in any way that Python can
            raise page_error(error, names) from None

    def _page(self, path: str, template: str, **values: Any) -> Page:
        return Page(path, self._jinja.get_template(template).render(**values))

    @cached_property
    def blocks(self) -> Blocks:
        """The blocks of HTML that its pages set aside."""
        return Blocks()

    @cached_property
    def _jinja(self) -> jinja2.Environment:
        return environment(self)


def _raised(example: Example) -> set[str]:
    return set(example.result.findings).union(*(scored.findings for scored in example.result.criteria))


def _telling(examples: tuple[Example, ...]) -> set[str]:
    """The findings that tell examples apart: those which at most half of them raise."""
    counts = Counter(code for example in examples for code in _raised(example))
    return {code for code, count in counts.items() if 2 * count <= len(examples)}


def _live(rubric: Rubric, examples: tuple[Example, ...]) -> tuple[Example, Criterion] | None:
    """The example and the criterion to try the rules on: one whose climb lost something, where there is one."""
    scored = [(example, one) for example in examples for one in example.result.criteria]
    telling = [(example, one) for example, one in scored if "gate-ignored" in one.findings] or scored
    return (telling[0][0], rubric.criterion[telling[0][1].id]) if telling else None


def _example_year(rubric: Rubric) -> list[str]:
    """Four quarters to try a year on, as vectors: every other criterion gains half a point each time."""
    return [
        to_vector(
            Appraisal(
                rubric.id,
                tuple(
                    Entry(
                        ratings_for(3 + place % 3 + (quarter if place % 2 == 0 else 0), len(criterion.levels))
                    )
                    for place, criterion in enumerate(rubric.criteria)
                ),
            )
        )
        for quarter in range(len(WEIGHTS))
    ]


def _promotion_figures(rubric: Rubric) -> tuple[float, float] | None:
    """The weight of values in a promotion and the top of the scale; None where the rubric states none."""
    figures = {figure.id: figure.value for figure in rubric.figures}
    return (figures[WEIGHT], figures[SCALE]) if WEIGHT in figures and SCALE in figures else None


def load_handbook(language: str, main: str, folder: Path) -> Handbook:
    """Read all the data. Where the folder has no rubric ``main``, the site is about the first it has.

    Raises RubricError where the rubrics, or what stands beside them, have faults.
    """
    rubrics = load_rubrics(folder)
    labels = load_words(folder, "interface.yaml")
    main = main if main in rubrics else next(iter(rubrics))
    glossary = folder / "glossary.yaml"
    terms = read_record(glossary, tuple[GlossaryEntry, ...]) if glossary.is_file() else ()
    changes, examples = load_changes(folder, rubrics), _examples(folder, rubrics, language)
    teaching = load_teaching(folder)
    return Handbook(language, main, folder, rubrics, changes, labels, examples, terms, teaching)


def _examples(folder: Path, rubrics: Mapping[str, Rubric], language: str) -> dict[str, tuple[Example, ...]]:
    return {name: load_examples(folder / name, rubrics, language) for name in rubrics}
