"""Adds everything to MkDocs' files that is not hand-written: generated pages, scripts, decks, handouts and published data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from hooks.build_cache import BuildCache
from hooks.bundle.pyodide_bundle import Bundle, BundleError
from hooks.bundle.scripts import LIBRARIES, build_decks, build_libraries, build_scripts, build_style
from hooks.content.handbook import Handbook
from hooks.content.team_tables import example_team, template_files
from hooks.decks.slides import ARCHIVE, zipped
from hooks.delivery.cache_busting import CALCULATOR, PUBLISHED, SCORING, Addresses
from hooks.delivery.host_headers import hosting_files
from hooks.pages.glossary_tooltips import GlossaryTooltips
from hooks.pages.page_builder import FORMS, PageBuilder
from hooks.published_data.cases_feed import cases_data
from hooks.published_data.scoring_rubric import scoring_only
from hooks.published_data.test_vectors import vector_files
from liumai.core.record_codec import to_data
from liumai.rubric_files.json_schema import published_schema


@dataclass(frozen=True)
class PublishedRubrics:
    """The rubrics as the site publishes them: JSON by id, whole and reduced to what scoring needs."""

    whole: Mapping[str, str]
    scoring: Mapping[str, str]


def published_rubrics(handbook: Handbook) -> PublishedRubrics:
    """The published form of the handbook's rubrics."""
    rubrics = handbook.rubrics
    return PublishedRubrics(
        {name: to_json(to_data(rubric)) for name, rubric in rubrics.items()},
        {name: to_json(to_data(scoring_only(rubric))) for name, rubric in rubrics.items()},
    )


@dataclass(frozen=True)
class LanguageBuild:
    """What the events of one language's build share. ``written`` are the paths of the hand-written pages, ``tag_names`` the
    names of tags by id.
    """

    handbook: Handbook
    published: PublishedRubrics
    bundle: Bundle
    addresses: Addresses
    builder: PageBuilder
    tooltips: GlossaryTooltips
    written: frozenset[str]
    tag_names: dict[str, str]


def add_files(files: Files, config: MkDocsConfig, build: LanguageBuild, cache: BuildCache) -> None:
    """Add the files of one language; with the Chinese site those that both languages share. Raises PluginError."""
    adder = _FileAdder(files, config)
    plugin_errors(lambda: build.builder.handouts)  # the pages need them: typeset them first, or say why not
    _add_pages(adder, build)
    _add_scripts(adder)
    _add_decks(adder, build.builder)
    _add_handouts(adder, build.builder)
    _add_examples(adder, build.handbook)
    _add_tables(adder, build, cache)
    if build.handbook.language == "zh":
        _add_data(adder, build, cache)
        for path in build.bundle.files:
            adder.copy(f"{build.addresses.runtime}{path.name}", path)


class _FileAdder:
    """Adds files to those of MkDocs, by their path in the site."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config

    def copy(self, path: str, source: Path) -> None:
        self._files.append(File.generated(self._config, path, abs_src_path=str(source)))

    def write(self, path: str, content: str | bytes, edit_uri: str | None = None) -> None:
        file = File.generated(self._config, path, content=content)
        file.edit_uri = edit_uri
        self._files.append(file)


def _add_pages(adder: _FileAdder, build: LanguageBuild) -> None:
    for page in build.builder.pages(build.written):
        adder.write(page.path, page.markdown, f"../../{page.source}" if page.source else None)
    for name, text in build.builder.forms.items():
        adder.write(f"{CALCULATOR}{FORMS}{name}.json", text)


def _add_scripts(adder: _FileAdder) -> None:
    for path in [*plugin_errors(build_scripts), *plugin_errors(build_style)]:
        adder.copy(f"assets/liumai/{path.name}", path)
    for path in plugin_errors(build_libraries):
        adder.copy(f"assets/liumai/{LIBRARIES}/{path.name}", path)


def _add_decks(adder: _FileAdder, builder: PageBuilder) -> None:
    """The decks with their script and style, which need nothing outside their folder; and all of it as one zip."""
    parts = [(path, html.encode()) for path, html in builder.deck_pages()]
    parts += [(f"assets/{path.name}", path.read_bytes()) for path in plugin_errors(build_decks)]
    for path, content in parts:
        adder.write(f"decks/{path}", content)
    adder.write(f"decks/{ARCHIVE}", zipped((f"liumai-decks/{path}", content) for path, content in parts))


def _add_handouts(adder: _FileAdder, builder: PageBuilder) -> None:
    for rendered in builder.handouts:
        adder.write(f"handouts/{rendered.handout.name}/index.html", rendered.html)
        if rendered.pdf is not None:
            adder.copy(f"handouts/{rendered.handout.name}.pdf", rendered.pdf)


def _add_examples(adder: _FileAdder, handbook: Handbook) -> None:
    for examples in handbook.examples.values():
        for example in examples:
            adder.copy(f"{example.appraisal.rubric}/examples/{example.id}.yaml", example.file)


def _add_tables(adder: _FileAdder, build: LanguageBuild, cache: BuildCache) -> None:
    handbook = build.handbook
    language = handbook.language
    for rubric in handbook.rubrics.values():
        key = ("tables", build.published.whole[rubric.id], language)
        for path, content in cache.get(key, lambda: list(template_files(rubric, language))):  # noqa: B023
            adder.write(path, content)
    example = example_team(handbook.folder, handbook.rubric, language)
    if example is not None:
        adder.copy("assets/liumai/team-example.csv", example)


def _add_data(adder: _FileAdder, build: LanguageBuild, cache: BuildCache) -> None:
    handbook = build.handbook
    for name, text in build.published.whole.items():
        adder.write(f"{PUBLISHED}{name}.json", text)
    for name, text in build.published.scoring.items():
        adder.write(f"{SCORING}{name}.json", text)
    for changes in handbook.changes:
        adder.write(f"changes/{changes.from_}--{changes.to}.json", to_json(to_data(changes)))
    adder.write(f"{PUBLISHED}rubric.schema.json", to_json(published_schema()))
    adder.write("cases.json", to_json(cases_data(handbook.rubric)))
    for path, text in (vector_files(handbook.rubrics, cache) | hosting_files()).items():
        adder.write(path, text)


def plugin_errors[T](build: Callable[[], T]) -> T:
    """The value of ``build()``, its BundleError as the PluginError that MkDocs reports without a traceback."""
    try:
        return build()
    except BundleError as error:
        raise PluginError(str(error)) from None


def to_json(data: Any) -> str:
    """JSON with Chinese characters as they are."""
    return json.dumps(data, ensure_ascii=False)
