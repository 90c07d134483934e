"""Makes the Markdown of every generated page, and what else of a handbook is rendered by our own templates."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from hooks.build_cache import BuildCache, TemplateCache
from hooks.content.duties import duties_by_score
from hooks.content.gaps import filled_in, gaps
from hooks.content.handbook import Handbook
from hooks.content.prose_context import ProseContext, page_error
from hooks.content.quiz_questions import WAITS, questions
from hooks.content.team_tables import example_team, worked_team
from hooks.decks.slides import ARCHIVE, Deck, decks, lesson_data
from hooks.delivery.cache_busting import Addresses, versions
from hooks.handouts.handouts import Handout, handouts
from hooks.handouts.pdf import pdf_of
from hooks.pages import page_data
from hooks.pages.jinja_env import environment
from hooks.pages.navigation import HELP
from hooks.pages.raw_html import RawHtml, without_indents
from hooks.paths import ROOT
from liumai.analysis.krippendorff import RELIABLE, TENTATIVE
from liumai.analysis.team import hr_check_codes
from liumai.browser.team_session import MOST_ROWS
from liumai.core.rubric import Rubric
from liumai.core.vector import to_vector

# The figures of speed and size that a page shows: `make measured` copies them from the last `make bench`.
MEASURED = ROOT / "docs" / "measured.json"
FORMS = "sheets/"  # folder of the further rubrics' forms, below the calculator's page


@dataclass(frozen=True)
class Page:
    """A generated page: its path below the docs folder, its Markdown, and the file that a reader would edit."""

    path: str
    markdown: str
    source: str | None = None


@dataclass(frozen=True)
class RenderedHandout:
    """A handout as HTML, and the file of its PDF if there is one."""

    handout: Handout
    html: str
    pdf: Path | None


class PageBuilder:
    """Renders the pages of one handbook. ``with_pdf`` says whether handouts are offered as PDF too."""

    def __init__(
        self,
        handbook: Handbook,
        addresses: Addresses,
        cache: BuildCache,
        templates: TemplateCache,
        with_pdf: bool = True,
    ) -> None:
        self.handbook = handbook
        self.raw_html = RawHtml()
        self._cache, self._with_pdf = cache, with_pdf
        self._jinja = environment(handbook, self.raw_html, addresses, templates)

    def pages(self, written: Collection[str]) -> Iterator[Page]:
        """Every generated page; a home page if nobody has written one. ``written`` are the paths of written pages."""
        book = self.handbook
        if "index.md" not in written:
            yield self._page("index.md", "home.md.j2", rubric=book.rubric)
        for rubric in book.rubrics.values():
            yield from self._rubric_pages(rubric)
        yield self._calculator_page(HELP if HELP in written else None)
        yield from self._comparison_and_migration()
        yield from self._group_pages()
        yield from self._summaries()
        yield from self._quiz_and_calibration()
        yield from self._trainers_pages()
        if book.glossary:
            yield self._page("guide/glossary.md", "glossary.md.j2", glossary=book.glossary)
        yield self._page("tags.md", "tags.md.j2")
        yield from self._changes_pages()

    def _rubric_pages(self, rubric: Rubric) -> Iterator[Page]:
        book = self.handbook
        examples, is_main = book.examples[rubric.id], rubric is book.rubric
        shared: dict[str, Any] = {"rubric": rubric, "examples": examples, "is_main": is_main}
        shared["papers"] = self._handouts_by_name() if is_main else {}
        yield self._page(f"{rubric.id}/index.md", "rubric/overview.md.j2", **shared)
        yield self._page(
            f"{rubric.id}/rules.md",
            "rubric/rules.md.j2",
            live=page_data.rules_demonstration(rubric, examples),
            settled=filled_in(rubric),
            **shared,
        )
        for criterion in rubric.criteria:
            page = self._page(
                f"{rubric.id}/{criterion.id}.md",
                "rubric/criterion.md.j2",
                criterion=criterion,
                relations=page_data.relations(book, rubric, criterion.id),
                **shared,
            )
            yield replace(page, source=f"rubric_data/{rubric.id}/criteria/{criterion.id}.yaml")
        if examples:
            yield self._page(f"{rubric.id}/examples/index.md", "rubric/examples.md.j2", **shared)
        distinguishing = page_data.distinguishing_findings(examples)
        for example in examples:
            path = f"{rubric.id}/examples/{example.id}.md"
            yield self._page(
                path, "rubric/example.md.j2", example=example, distinguishing=distinguishing, **shared
            )

    def _calculator_page(self, help_page: str | None) -> Page:
        book = self.handbook
        addresses = {
            rubric: f"{FORMS}{rubric}.json?{version}" for rubric, version in versions(self.forms).items()
        }
        return self._page(
            "calculator.md",
            "calculator/page.md.j2",
            rubrics=book.all_rubrics,
            forms=addresses,
            tryouts=[
                (rubric, example) for rubric in book.all_rubrics for example in book.examples[rubric.id]
            ],
            help_page=help_page,
        )

    @cached_property
    def forms(self) -> dict[str, str]:
        """The forms that the calculator's page fetches when their rubric is chosen, as JSON, by rubric."""
        template = self._jinja.get_template("calculator/rubric-form.html.j2")
        html = {
            rubric.id: without_indents(template.render(rubric=rubric))
            for rubric in self.handbook.other_rubrics
        }
        return {rubric: json.dumps({"html": form}, ensure_ascii=False) for rubric, form in html.items()}

    def _comparison_and_migration(self) -> Iterator[Page]:
        rubrics = self.handbook.all_rubrics
        pairs, steps = list(page_data.example_pairs(self.handbook)), list(page_data.migrations(self.handbook))
        yield self._page(
            "readings.md", "comparison/page.md.j2", rubrics=rubrics, pairs=pairs, carried=bool(steps)
        )
        if steps:
            yield self._page("carry.md", "migration/page.md.j2", rubrics=rubrics, steps=steps)

    def _group_pages(self) -> Iterator[Page]:
        book = self.handbook
        rubrics, names = book.all_rubrics, page_data.group_names(book)
        yield self._page(
            "year.md",
            "groups/year.md.j2",
            rubrics=rubrics,
            names=names,
            example=page_data.example_year(book.rubric),
            promotions={rubric.id: page_data.promotion_figures(rubric) for rubric in rubrics},
        )
        checked = (rubric for rubric in rubrics if hr_check_codes(rubric))
        yield self._page(
            "team.md",
            "groups/team.md.j2",
            rubrics=rubrics,
            names=names,
            most=MOST_ROWS,
            checker=next((book.text(rubric.words["actor"]["hr"]) for rubric in checked), ""),
            example=example_team(book.folder, book.rubric, book.language) is not None,
        )

    def _summaries(self) -> Iterator[Page]:
        """The pages that show all of the site's rubric from one side."""
        main = self.handbook.rubric
        yield self._page("matrix.md", "rubric/matrix.md.j2", papers=self._handouts_by_name(), rubric=main)
        yield self._page("cases.md", "rubric/cases.md.j2", rubric=main)
        yield self._page("findings.md", "rubric/findings.md.j2", rubric=main, duties=duties_by_score(main))
        yield self._page(
            "gaps.md", "rubric/gaps.md.j2", rubric=main, gaps=gaps(main), settled=filled_in(main)
        )
        yield self._page("compare.md", "rubric/compare.md.j2", rubrics=self.handbook.rubrics)

    def _quiz_and_calibration(self) -> Iterator[Page]:
        """What trainers do with a group, if the rubric has cases for it."""
        book = self.handbook
        if book.has_cases:
            yield self._page(
                "trainers/quiz.md",
                "trainers/quiz.md.j2",
                rubric=book.rubric,
                questions=list(questions(book.rubric)),
                waits=WAITS,
            )
        if book.calibration_examples:
            yield self._page(
                "trainers/calibration.md",
                "trainers/calibration.md.j2",
                rubric=book.rubric,
                examples=book.calibration_examples,
                blank=to_vector(page_data.unrated_appraisal(book.rubric)),
                bounds=(RELIABLE, TENTATIVE),
            )

    def _trainers_pages(self) -> Iterator[Page]:
        book = self.handbook
        shared = {"rubric": book.rubric, "decks": self.decks, "pack": ARCHIVE, "papers": self.handouts}
        yield self._page(
            "trainers/materials.md",
            "trainers/materials.md.j2",
            quiz=book.has_cases,
            calibration=bool(book.calibration_examples),
            **shared,
        )
        for plan in book.teaching.plans:
            yield self._page(f"trainers/{plan.id}.md", "trainers/plan.md.j2", plan=plan, **shared)
        if disputed := page_data.disputed_levels(book.rubric):
            yield self._page("trainers/disputes.md", "trainers/disputes.md.j2", disputed=disputed, **shared)
        if book.has_cases:
            yield self._page(
                "trainers/deck.md",
                "trainers/deck-builder.md.j2",
                lesson=lesson_data(book.minutes),
                minutes=book.minutes,
                **shared,
            )

    def _changes_pages(self) -> Iterator[Page]:
        book = self.handbook
        if book.changes:
            path, template = "changes/index.md", "rubric/changes-index.md.j2"
            yield self._page(path, template, rubrics=book.rubrics, all=book.changes)
        for changes in book.changes:
            older, newer = book.rubrics[changes.from_], book.rubrics[changes.to]
            path = f"changes/{older.id}--{newer.id}.md"
            yield self._page(path, "rubric/changes.md.j2", changes=changes, older=older, newer=newer)

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """The decks of slides of the site's rubric."""
        return tuple(decks(self.handbook))

    def deck_pages(self) -> Iterator[tuple[str, str]]:
        """Each deck's page: its path below the folder of the decks, and its HTML."""
        template = self._jinja.get_template("decks/deck.html.j2")
        minutes = lesson_data(self.handbook.minutes)
        for deck in self.decks:
            html = template.render(deck=deck, rubric=self.handbook.rubric, minutes=minutes)
            lines = (line for line in html.splitlines() if line.strip())
            yield f"{deck.name}/index.html", "\n".join(lines) + "\n"

    @cached_property
    def handouts(self) -> tuple[RenderedHandout, ...]:
        """The handouts of the site's rubric. Raises BundleError if a PDF was requested and cannot be made."""
        return tuple(map(self._handout, handouts(self.handbook.rubric)))

    def _handout(self, handout: Handout) -> RenderedHandout:
        template = self._jinja.get_template("handouts/handout.html.j2")
        html = template.render(handout=handout, rubric=self.handbook.rubric)
        pdf = pdf_of(html, self.handbook.language, handout.name) if self._with_pdf else None
        return RenderedHandout(handout, html, pdf)

    def _handouts_by_name(self) -> dict[str, RenderedHandout]:
        return {rendered.handout.name: rendered for rendered in self.handouts}

    def render(self, markdown: str, source: str) -> str:
        """A hand-written page with its figures filled in; ``source`` is its path. Raises PageError."""
        book = self.handbook
        path = PurePosixPath(source)
        depth = len(path.parts) - (path.stem == "index")
        macros = self._jinja.get_template("macros.j2").make_module({})
        names = {"rubric": book.rubric, "rubrics": book.rubrics, "changes": book.changes}
        names |= ProseContext(book, macros, "../" * depth).names()
        names["team"] = lambda: worked_team(book)
        names["measured"] = json.loads(MEASURED.read_text(encoding="utf-8"))
        try:
            code = self._cache.get(("prose", markdown), lambda: self._jinja.compile(markdown))
            template = jinja2.Template.from_code(self._jinja, code, self._jinja.make_globals(None))
            return template.render(names)
        except Exception as error:  # a page may call anything, and so fail in any way that Python can
            raise page_error(error, names) from None

    def _page(self, path: str, template: str, **values: Any) -> Page:
        return Page(path, self._jinja.get_template(template).render(**values))
