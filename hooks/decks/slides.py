"""The decks of slides: one for each criterion, one for the rules, one of all cases, from which lessons are selected.

A slide is a record here and HTML in ``templates/decks/deck.html.j2``; text_fitting splits long text over slides.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hooks.content.gaps import possible_findings
from hooks.content.handbook import Handbook
from hooks.decks.text_fitting import Block, lines, pages, size_for, split_text
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.rubric import Case, Criterion, Level
from liumai.rubric_files.lesson_plans import Minutes
from liumai.rubric_files.worked_examples import Example

# Text areas as (ems in a line, number of lines), of the slide of 1280 × 720 that deck.css lays out.
TEXT = (34.0, 9)
CASE_SIZES = (("huge", 23.0, 3), ("large", 32.0, 5), ("medium", 36.0, 7))
CASE_ROOM = (36.0, 7)
WHY_SIZES = (("huge", 27.0, 3), ("large", 36.0, 4), ("medium", 41.0, 6))
SMALL = 51.0  # ems in a line of the small print beside a verdict: the case again, and the clause
RECAP_ROOM = 12  # lines for the case, the reason and the clause together
FINDINGS_ON_A_SLIDE = 3
CLIMBS_SHOWN = 6
CASES = "cases"
RULES = "rules"
ARCHIVE = "liumai-decks.zip"  # all decks in one file


@dataclass(frozen=True)
class Note:
    """A heading of the speaker's notes, and the lines below it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Slide:
    """One slide. ``kind`` names its macro in the template, ``values`` are that macro's; ``minutes`` is the time planned."""

    kind: str
    minutes: int
    notes: tuple[Note, ...] = ()
    level: str | None = None
    case: Case | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Deck:
    """A deck; ``name`` is that of its folder. The query of a ``selectable`` one's address selects its slides."""

    name: str
    title: str
    slides: tuple[Slide, ...]
    selectable: bool = False

    @property
    def minutes(self) -> int:
        """The minutes planned for all shown slides."""
        return sum(slide.minutes for slide in self.shown)

    @property
    def shown(self) -> tuple[Slide, ...]:
        """The slides shown without a query: a selectable deck leaves its clauses out."""
        return tuple(slide for slide in self.slides if not (self.selectable and slide.kind == "clause"))


def decks(book: Handbook) -> Iterator[Deck]:
    """Every deck of the site's rubric."""
    builder = _SlideBuilder(book)
    for criterion in book.rubric.criteria:
        yield Deck(criterion.id, book.text(criterion.name), tuple(builder.of_criterion(criterion)))
    yield Deck(RULES, book.label("deck.rules"), tuple(builder.of_rules()))
    if book.has_cases:
        yield Deck(CASES, book.label("deck.cases"), tuple(builder.of_cases()), selectable=True)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, content), whose bytes depend on nothing else."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as entries:
        for name, content in files:
            entries.writestr(zipfile.ZipInfo(name, (2006, 6, 16, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def lesson_data(minutes: Minutes) -> str:
    """The minutes planned for slides, as JSON for the decks' scripts."""
    return json.dumps(to_data(minutes))


class _SlideBuilder:
    """Makes the slides of a rubric's parts, in one language."""

    def __init__(self, book: Handbook) -> None:
        self.book, self.rubric, self.minutes = book, book.rubric, book.minutes
        self.text, self.label = book.text, book.label

    def of_criterion(self, criterion: Criterion) -> Iterator[Slide]:
        name = self.text(criterion.name)
        motto = self.text(criterion.motto) if criterion.motto else ""
        yield self._title(name, motto, [self.label("deck.about-criterion")])
        if criterion.introduction:
            yield from self._text(name, self.label("deck.introduction"), criterion.introduction)
        for level in criterion.levels:
            yield from self.of_level(criterion, level)
        yield self._closing([(str(level.level), self.text(level.clause)) for level in criterion.levels])

    def of_level(self, criterion: Criterion, level: Level) -> Iterator[Slide]:
        yield self.clause(criterion, level)
        if level.meaning:
            title = self._level_name(criterion, level)
            for slide in self._text(title, self.label("criterion.meaning"), level.meaning):
                yield replace(slide, level=f"{criterion.id}-{level.level}")
        for place, case in enumerate(level.cases, 1):
            yield from self.case(criterion, level, case, f"{place} / {len(level.cases)}")

    def of_cases(self) -> Iterator[Slide]:
        title = self.label("deck.cases")
        yield self._title(title, self.text(self.rubric.name), [self.label("deck.about-cases")])
        for criterion in self.rubric.criteria:
            for level in criterion.levels:
                yield self.clause(criterion, level)
                for case in level.cases:
                    yield from self.case(criterion, level, case, "")
        yield self._closing([])

    def clause(self, criterion: Criterion, level: Level) -> Slide:
        words = self.rubric.words
        award = self.text(words["award"][level.award]) + self.label("mark.colon")
        return Slide(
            "clause",
            self.minutes.clause,
            (
                self._note("teaching.questions", map(self.text, level.questions)),
                *(self._note("teaching.disputes", self._dispute(dispute)) for dispute in level.disputes),
            ),
            level=f"{criterion.id}-{level.level}",
            values={
                "title": self._level_name(criterion, level),
                "clause": self.text(level.clause),
                "award": award + self.text(words["award-means"][level.award]),
                "half": (self.text(words["half-point-means"][level.half_point])).format(half=points(1)),
            },
        )

    def case(self, criterion: Criterion, level: Level, case: Case, place: str) -> Iterator[Slide]:
        """A case without its verdict, on as many slides as its text takes, with a vote; then the verdict."""
        shown = {
            "title": self._level_name(criterion, level),
            "clause": self.text(level.clause),
            "place": place,
        }
        text = self.text(case.text)
        pieces = split_text(text, *CASE_ROOM)
        for number, piece in enumerate(pieces, 1):
            last = number == len(pieces)
            yield Slide(
                "case",
                self.minutes.of(case) if last else 0,
                self._case_notes(level, case),
                level=f"{criterion.id}-{level.level}",
                case=case,
                values=shown | {"text": piece, "size": size_for(piece, CASE_SIZES), "vote": last},
            )
        why = self.text(case.why)
        yield Slide(
            "verdict",
            self.minutes.verdict,
            self._verdict_notes(case),
            level=f"{criterion.id}-{level.level}",
            case=case,
            values=shown | self._answer(why, text, shown["clause"]) | {"neighbour": self._neighbour(case)},
        )

    def _answer(self, why: str, text: str, clause: str) -> dict[str, Any]:
        """The reason, and the case once more if both fit."""
        small = lines(text, SMALL) + lines(clause, SMALL)
        recap = lines(why, WHY_SIZES[-1][1]) + small <= RECAP_ROOM
        sizes = WHY_SIZES if small <= 4 or not recap else WHY_SIZES[1:]
        return {"why": why, "size": size_for(why, sizes), "recap": text if recap else ""}

    def _case_notes(self, level: Level, case: Case) -> tuple[Note, ...]:
        questions = [self.text(question) for question in (*case.questions, *level.questions)]
        return (self._note("teaching.questions", questions),)

    def _verdict_notes(self, case: Case) -> tuple[Note, ...]:
        if case.neighbour is None:
            return (self._note("deck.then", [self.label("deck.ask-minority")]),)
        clause = self.text(self.rubric.level[case.neighbour].clause)
        key = "deck.belongs-dispute" if case.belongs_to else "deck.confused-dispute"
        dispute = self.label(key, level=self._neighbour(case), clause=clause)
        return (self._note("teaching.disputes", [dispute, self.label("deck.ask-minority")]),)

    def _neighbour(self, case: Case) -> str:
        if case.neighbour is None:
            return ""
        criterion = self.rubric.criterion[case.neighbour.rpartition("-")[0]]
        return self._level_name(criterion, self.rubric.level[case.neighbour])

    def of_rules(self) -> Iterator[Slide]:
        title = self.label("deck.rules")
        yield self._title(title, self.text(self.rubric.name), [self.label("deck.about-rules")])
        for rule in self.rubric.rules:
            blocks = [Block(self.text(rule.statement))]
            for page in pages(blocks, *TEXT):
                yield self._prose(title, self.text(rule.name), page)
        yield from self._climbs(title)
        if self.rubric.bands:
            yield Slide(
                "bands", self.minutes.text, values={"title": title, "heading": self.label("rules.bands")}
            )
        findings = possible_findings(self.rubric)
        for start in range(0, len(findings), FINDINGS_ON_A_SLIDE):
            shown = findings[start : start + FINDINGS_ON_A_SLIDE]
            yield Slide("findings", self.minutes.text, values={"title": title, "findings": shown})
        yield self._closing([])

    def _climbs(self, title: str) -> Iterator[Slide]:
        """Climbs of the worked appraisals: first without their score, to be guessed, then with it."""
        for place, (example, index) in enumerate(self._distinct_climbs(), 1):
            entry, scored = example.appraisal.entries[index], example.result.criteria[index]
            criterion = self.rubric.criteria[index]
            steps = [self.text(step.text) for step in example.steps if step.criterion == criterion.id]
            shown = {
                "title": title,
                "heading": self.label("deck.climb", n=place),
                "ratings": entry.ratings,
                "cases": entry.cases if example.appraisal.evidence == "recorded" else None,
                "criterion": self.text(criterion.name),
                "score": points(scored.half_points),
                "stopped_at": scored.stopped_at,
            }
            yield Slide("climb", self.minutes.vote.medium, values=shown)
            yield Slide("climbed", self.minutes.verdict, values=shown)
            for page in pages([Block(step, True) for step in steps], *TEXT):
                yield self._prose(title, f"{shown['heading']} · {self.label('criterion.why')}", page)

    def _distinct_climbs(self) -> Iterator[tuple[Example, int]]:
        """The first climb of each way to end, as (example, index of the criterion); at most CLIMBS_SHOWN."""
        seen: set[tuple[Any, ...]] = set()
        for example in self.book.examples[self.rubric.id]:
            for index, scored in enumerate(example.result.criteria):
                stop = scored.stopped_at
                ending = scored.effective[stop - 1] if stop else None
                raised = frozenset(scored.findings) & {"gate-ignored", "case-required", "case-contradicts"}
                if scored.complete and len(seen) < CLIMBS_SHOWN and (ending, raised) not in seen:
                    seen.add((ending, raised))
                    yield example, index

    def _title(self, title: str, subtitle: str, about: list[str]) -> Slide:
        notes = (self._note("deck.before", [self.label("deck.how-to-vote"), self.label("deck.keys")]),)
        values = {"title": title, "subtitle": subtitle, "about": about}
        return Slide("title", self.minutes.opening, notes, values=values)

    def _closing(self, ladder: list[tuple[str, str]]) -> Slide:
        notes = (self._note("deck.then", [self.label("deck.ask-closing")]),)
        values = {"title": self.label("deck.closing"), "ladder": ladder}
        return Slide("closing", self.minutes.closing, notes, values=values)

    def _text(self, title: str, heading: str, passage: Any) -> Iterator[Slide]:
        """The slides of a passage."""
        paragraphs = [part.strip() for part in self.text(passage).split("\n\n") if part.strip()]
        blocks = [*map(Block, paragraphs), *(Block(self.text(point), True) for point in passage.points)]
        parts = pages(blocks, *TEXT)
        for number, part in enumerate(parts, 1):
            numbered = f"{heading} {number} / {len(parts)}" if len(parts) > 1 else heading
            yield self._prose(title, numbered, part)

    def _prose(self, title: str, heading: str, blocks: list[Block]) -> Slide:
        notes = (self._note("deck.then", [self.label("deck.own-words")]),)
        values = {"title": title, "heading": heading, "blocks": blocks}
        return Slide("prose", self.minutes.text, notes, values=values)

    def _dispute(self, dispute: Any) -> list[str]:
        return [self.text(dispute.question), self.text(dispute.answer)]

    def _note(self, key: str, lines: Iterable[str]) -> Note:
        return Note(self.label(key), tuple(lines))

    def _level_name(self, criterion: Criterion, level: Level) -> str:
        return f"{self.text(criterion.name)} · {self.label('criterion.level', n=level.level)}"
