"""MkDocs hooks: the rubrics become pages and data, the core becomes a bundle for the browser.

The Chinese site (mkdocs.yml) is built first and then builds the English one into ``en/`` of itself.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url

sys.path.insert(0, str(Path(__file__).parent))

import preview
from addresses import CALCULATOR, RUNTIME, versioned, versions
from bundle import Bundle, BundleError, build_bundle
from decks import PACK, packed
from feeds import cases_data
from forgiveness import forgiving
from handbook import SHEETS, Handbook, load_handbook
from hosting import hosting_files
from hovering import Terms
from keeping import WORKER as OFFLINE_WORKER
from keeping import write_remover, write_worker
from kept import forget, kept
from libraries import LIBRARIES, build_decks, build_libraries, build_scripts, build_style
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric
from liumai.rubric_files.json_schema import published_schema
from liumai.rubric_files.loader import RubricError
from liumai.rubric_files.record_reader import display_path
from mending import MendError, mend_page, mend_theme
from navigation import navigation
from policy import PolicyError, put_policy
from prose import PageError
from rendering import keep_rendering, surroundings
from searching import drop_languages, keep_index, keep_terms_whole
from slimming import SCORING, scoring_only
from tables import example_team, template_files
from tagging import arrange_tags, known, tag_names
from templating import COMPILED
from theming import keep_layout, keep_list
from vectors import vector_files

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = "mkdocs.en.yml"
GLOSSARY = "guide/glossary.md"
SCHEME = '<meta name="color-scheme" content="light">'  # with which the palette begins; the theme's script changes it
PROSE_BOOST = 0.02  # a search finds the level first, then what the guide says about it
_TITLE = re.compile(r"^# .+$(?<!})", re.MULTILINE)
# What the theme leaves without a name for screen readers, or names as it names something else.
_UNNAMED = {
    re.compile(r'<div class="md-search" data-md-component="search" role="dialog"'): "nav.search",
    re.compile(r'<nav class="md-path" aria-label="[^"]*"'): "nav.path",
}


def on_startup(command: str, **_: Any) -> None:
    """Note whether a preview is served, which is for its writer alone."""
    preview.on = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the rubrics, once for both languages, and lay out the navigation from them."""
    language = str(config.theme["language"])[:2]
    other: Handbook | None = config.extra.get("handbook")
    try:
        if other is not None:
            handbook = other.in_language(language)
        else:
            handbook = load_handbook(language, config.extra["rubric"], _rubric_folder(config))
    except RubricError as error:
        raise PluginError(error.describe("en")) from None
    config.extra["handbook"] = handbook
    config.extra["terms"] = kept(
        ("terms", handbook.glossary, language), lambda: Terms(handbook.glossary, language)
    )
    if other is None:
        published = {name: _json(to_data(rubric)) for name, rubric in handbook.rubrics.items()}
        scoring = {name: _json(to_data(scoring_only(one))) for name, one in handbook.rubrics.items()}
        config.extra |= {"published": published, "scoring": scoring}
        config.extra["versions"] = {"rubric/": versions(published), SCORING: versions(scoring)}
        changes = [_json(to_data(one)) for one in handbook.changes]
        texts = [*scoring.values(), *published.values(), *changes]
        config.extra["bundle"] = _built(lambda: build_bundle(texts, own=_is_own(config)))
    config.extra["written"] = _written(config, handbook)
    keep_terms_whole(handbook)
    config.extra["tags_by_id"] = tag_names(handbook)
    arrange_tags(config, config.extra["tags_by_id"])
    config.nav = navigation(handbook, config.extra["written"])
    if preview.on:
        keep_list(config)
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Build again when the rubrics change, wherever they are; show an error in the pages, and go on."""
    server.builder = forgiving(preview.uncollected(server.builder), Path(config.site_dir))
    server.watch(str(_rubric_folder(config)))
    return server


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, the calculator's own files, and what each rubric publishes."""
    handbook: Handbook = config.extra["handbook"]
    for file in files.documentation_pages():
        if file.src_uri not in config.extra["written"]:
            files.remove(file)
    drop_languages(files)
    _built(lambda: handbook.papers)
    for page in handbook.pages(config.extra["written"]):
        file = File.generated(config, page.path, content=page.markdown)
        file.edit_uri = f"../../{page.source}" if page.source else None
        files.append(file)
    for path in [*_built(build_scripts), *_built(build_style)]:
        _copy(files, config, f"assets/liumai/{path.name}", path)
    for path in _built(build_libraries):
        _copy(files, config, f"assets/liumai/{LIBRARIES}/{path.name}", path)
    _add_decks(files, config, handbook)
    for name, text in handbook.sheets.items():
        files.append(File.generated(config, f"{CALCULATOR}{SHEETS}{name}.json", content=text))
    for paper in handbook.papers:
        files.append(File.generated(config, f"handouts/{paper.handout.name}/index.html", content=paper.html))
        if paper.pdf is not None:
            _copy(files, config, f"handouts/{paper.handout.name}.pdf", paper.pdf)
    for examples in handbook.examples.values():
        for example in examples:
            target = f"{example.appraisal.rubric}/examples/{example.id}.yaml"
            _copy(files, config, target, example.file)
    _add_tables(files, config, handbook)
    if handbook.language == "zh":
        _add_data(files, config, handbook)
        _add_runtime(files, config)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Now that all pages are known, keep what a preview makes of each for its next build."""
    if not preview.on:
        return nav
    keep_index(config)
    around = surroundings(files, config)
    for file in files.documentation_pages():
        if file.page is not None:
            keep_rendering(file.page, around)
    return nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Compile the theme's templates once for both languages, and keep what a preview makes by them."""
    env.bytecode_cache = COMPILED
    if preview.on:
        keep_layout(env, config, files)
    return env


def on_page_markdown(markdown: str, page: SitePage, config: MkDocsConfig, **_: Any) -> str:
    """Fill in the figures of the hand-written pages; give every title an anchor that no language spells."""
    if page.file.generated_by is None:
        handbook: Handbook = config.extra["handbook"]
        try:
            markdown = handbook.render(markdown, page.file.src_uri)
        except PageError as error:
            whole = page.file.content_string
            line = error.line + whole.count("\n") - markdown.count("\n")  # MkDocs has taken the head off
            name = display_path(Path(config.docs_dir) / page.file.src_uri)
            raise PluginError(f"{name}:{line}: {error}") from None
        page.meta.setdefault("search", {"boost": PROSE_BOOST})
    if "tags" in page.meta:
        page.meta["tags"] = known(page.meta["tags"], config.extra["tags_by_id"])
    return _TITLE.sub(r"\g<0> { #page }", markdown, count=1)


def on_page_content(html: str, page: SitePage, config: MkDocsConfig, **_: Any) -> str:
    """Put in what was set aside, and explain the glossary's terms on hover."""
    handbook: Handbook = config.extra["handbook"]
    html, anchors = handbook.blocks.put_in(html)
    page.present_anchor_ids = anchors.union(page.present_anchor_ids or ())
    terms: Terms = config.extra["terms"]
    if page.file.src_uri == GLOSSARY:
        return html
    return kept(("explained", terms, html), lambda: terms.explain(html))


def on_post_page(output: str, page: SitePage, config: MkDocsConfig, **_: Any) -> str:
    """Name, for screen readers, what the theme does not; address this very build's runtime and data."""
    handbook: Handbook = config.extra["handbook"]
    try:
        output = mend_page(output)
    except MendError as error:
        raise PluginError(str(error)) from None
    output = output.replace(' tabindex=""', "")  # the theme's, on the labels of its navigation
    for pattern, label in _UNNAMED.items():
        opening = pattern.pattern.partition(" aria-label")[0]
        output = pattern.sub(f'{opening} aria-label="{handbook.label(label)}"', output, count=1)
    own = get_relative_url(".", page.url) + "/"
    root = own if handbook.language == "zh" else f"{own}../"
    output = versioned(output, page.url, root, own, config.extra["bundle"].version, config.extra["versions"])
    if preview.on:
        return output
    # For offline.js, which is in the assets of either language.
    meta = f'<meta name="liumai-worker" content="{root}{OFFLINE_WORKER}">'
    return output.replace("</head>", f"{meta}{SCHEME}</head>", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """Mend the theme's scripts, and build the English site into the Chinese one."""
    try:
        mend_theme(Path(config.site_dir))
    except MendError as error:
        raise PluginError(str(error)) from None
    if str(config.theme["language"]).startswith("zh"):
        english = load_config(
            str(Path(config.config_file_path).with_name(ENGLISH)),
            site_dir=str(Path(config.site_dir) / "en"),
            strict=config.strict,
        )
        english.extra |= {
            name: config.extra[name] for name in ("handbook", "published", "versions", "bundle")
        }
        build(english)
        _finish(Path(config.site_dir))
        forget()


def _finish(site: Path) -> None:
    """What needs the pages of both languages as they will be. A preview's pages get a script of MkDocs's own yet."""
    if preview.on:
        write_remover(site)
        return
    try:
        put_policy(site)
        _built(lambda: write_worker(site))
    except PolicyError as error:
        raise PluginError(str(error)) from None


def _rubric_folder(config: MkDocsConfig) -> Path:
    """Where the rubrics are: ``LIUMAI_RUBRICS``, or what the configuration names, from its own folder."""
    given = os.environ.get("LIUMAI_RUBRICS")
    return Path(given) if given else Path(config.config_file_path).parent / config.extra["rubrics"]


def _is_own(config: MkDocsConfig) -> bool:
    """Whether the project's own site is built, to stay: not a preview, nor a site of rubrics from elsewhere."""
    here = Path(config.config_file_path).parent == ROOT
    return here and not preview.on and "LIUMAI_RUBRICS" not in os.environ


def _written(config: MkDocsConfig, handbook: Handbook) -> frozenset[str]:
    """The hand-written pages. They speak of the rubric that the configuration names: without it there are none."""
    if handbook.main != config.extra["rubric"]:
        return frozenset()
    docs = Path(config.docs_dir)
    return frozenset(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def _add_data(files: Files, config: MkDocsConfig, handbook: Handbook) -> None:
    for name, text in config.extra["published"].items():
        files.append(File.generated(config, f"rubric/{name}.json", content=text))
    for name, text in config.extra["scoring"].items():
        files.append(File.generated(config, f"{SCORING}{name}.json", content=text))
    for changes in handbook.changes:
        _write(files, config, f"changes/{changes.from_}--{changes.to}.json", to_data(changes))
    _write(files, config, "rubric/rubric.schema.json", published_schema())
    _write(files, config, "cases.json", cases_data(handbook.rubric))
    for name, text in (vector_files(handbook.rubrics) | hosting_files()).items():
        files.append(File.generated(config, name, content=text))


def _add_tables(files: Files, config: MkDocsConfig, handbook: Handbook) -> None:
    language = handbook.language
    for rubric in handbook.rubrics.values():
        made = partial(_tables, rubric, language)
        for name, raw in kept(("tables", config.extra["published"][rubric.id], language), made):
            files.append(File.generated(config, name, content=raw))
    example = example_team(handbook.folder, handbook.rubric, language)
    if example is not None:
        _copy(files, config, "assets/liumai/team-example.csv", example)


def _tables(rubric: Rubric, language: str) -> list[tuple[str, bytes]]:
    return [*template_files(rubric, language)]


def _add_decks(files: Files, config: MkDocsConfig, handbook: Handbook) -> None:
    """The decks of slides with their script and style, which need nothing outside their folder; and all of it as one zip."""
    parts = [(path, html.encode()) for path, html in handbook.deck_files()]
    parts += [(f"assets/{path.name}", path.read_bytes()) for path in _built(build_decks)]
    for path, content in parts:
        files.append(File.generated(config, f"decks/{path}", content=content))
    pack = packed((f"liumai-decks/{path}", content) for path, content in parts)
    files.append(File.generated(config, f"decks/{PACK}", content=pack))


def _add_runtime(files: Files, config: MkDocsConfig) -> None:
    bundle: Bundle = config.extra["bundle"]
    for path in bundle.files:
        _copy(files, config, f"{RUNTIME}{bundle.version}/{path.name}", path)


def _built[T](build: Callable[[], T]) -> T:
    try:
        return build()
    except BundleError as error:
        raise PluginError(str(error)) from None


def _copy(files: Files, config: MkDocsConfig, target: str, source: Path) -> None:
    files.append(File.generated(config, target, abs_src_path=str(source)))


def _write(files: Files, config: MkDocsConfig, target: str, data: Any) -> None:
    files.append(File.generated(config, target, content=_json(data)))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
