"""The events of MkDocs by which the rubrics become pages and data, and the core becomes a bundle for the browser.

The Chinese site (mkdocs.yml) is built first, and at its end builds the English one (mkdocs.en.yml) into its folder ``en/``.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hooks.build_cache import BuildCache, TemplateCache
from hooks.bundle.pyodide_bundle import build_bundle
from hooks.bundle.scripts import build_worker
from hooks.content.handbook import Handbook, load_handbook
from hooks.content.prose_context import PageError
from hooks.delivery.cache_busting import Addresses, early_start, page_settings, versions
from hooks.delivery.content_security_policy import PolicyError, put_policy
from hooks.offline.precache_manifest import WORKER, write_remover, write_worker
from hooks.pages.glossary_tooltips import GlossaryTooltips
from hooks.pages.navigation import navigation
from hooks.pages.page_builder import PageBuilder
from hooks.pages.site_files import LanguageBuild, add_files, plugin_errors, published_rubrics, to_json
from hooks.pages.tags import configure_tags, names_of, tag_names
from hooks.paths import ROOT
from hooks.serve.error_pages import with_error_pages
from hooks.serve.layout_cache import cache_layout
from hooks.serve.markdown_cache import cache_rendering
from hooks.serve.search_cache import cache_search_entries
from hooks.theme_patches.page_patches import patch_page
from hooks.theme_patches.script_patches import PatchError, patch_scripts
from hooks.theme_patches.search_terms import SearchDictionary, drop_unused_languages
from liumai.core.record_codec import to_data
from liumai.rubric_files.loader import RubricError
from liumai.rubric_files.record_reader import display_path

ENGLISH = "mkdocs.en.yml"
GLOSSARY = "guide/glossary.md"
PROSE_BOOST = 0.02  # ranks the guide's pages below the levels that they are about
_TITLE = re.compile(r"^# .+$(?<!})", re.MULTILINE)


@dataclass
class _Run:
    """What lasts for one run of MkDocs, over all its builds: for this, MkDocs gives hooks no place but their module."""

    serving: bool = False
    cache: BuildCache = field(default_factory=partial(BuildCache, enabled=False))
    templates: TemplateCache = field(default_factory=TemplateCache)
    dictionary: SearchDictionary = field(default_factory=SearchDictionary)

    def start(self, command: str) -> None:
        """Begin the run of a command; only ``serve`` builds more than once."""
        self.serving = command == "serve"
        self.cache = BuildCache(enabled=self.serving)


_run = _Run()


def on_startup(command: str, **_: Any) -> None:
    """Note which command runs."""
    _run.start(command)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the rubrics, once for both languages, and lay out the navigation from them."""
    language = str(config.theme["language"])[:2]
    chinese: LanguageBuild | None = config.extra.get("build")
    try:
        if chinese is None:
            handbook = load_handbook(language, config.extra["rubric"], _rubric_folder(config))
        else:
            handbook = chinese.handbook.in_language(language)
    except RubricError as error:
        raise PluginError(error.describe("en")) from None
    build = _language_build(config, handbook, chinese)
    config.extra |= {"build": build, "handbook": handbook}
    _run.dictionary.set_terms(entry.term.zh for entry in handbook.glossary)
    configure_tags(config, build.tag_names)
    config.nav = navigation(handbook, build.written)
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Watch the rubrics, wherever they are; show build errors in the pages."""
    server.builder = with_error_pages(server.builder, Path(config.site_dir))
    server.watch(str(_rubric_folder(config)))
    return server


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace hand-written pages that do not apply, and add everything that is generated."""
    build: LanguageBuild = config.extra["build"]
    for file in files.documentation_pages():
        if file.src_uri not in build.written:
            files.remove(file)
    drop_unused_languages(files)
    add_files(files, config, build, _run.cache)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Under ``mkdocs serve``, reuse the HTML and the search entries of pages that did not change."""
    if _run.serving:
        cache_rendering(files, config, _run.cache)
        cache_search_entries(config, _run.cache, _run.dictionary.terms)
    return nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Compile the theme's templates only once, and give them the early-start script."""
    env.bytecode_cache = _run.templates
    env.globals["liumai_early_start"] = early_start()
    if _run.serving:
        cache_layout(env, config, files, _run.cache)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Fill in the figures of hand-written pages; give every title the same anchor in both languages."""
    build: LanguageBuild = config.extra["build"]
    if page.file.generated_by is None:
        try:
            markdown = build.builder.render(markdown, page.file.src_uri)
        except PageError as error:
            whole = page.file.content_string
            line = (
                error.line + whole.count("\n") - markdown.count("\n")
            )  # MkDocs has removed the front matter
            name = display_path(Path(config.docs_dir) / page.file.src_uri)
            raise PluginError(f"{name}:{line}: {error}") from None
        page.meta.setdefault("search", {"boost": PROSE_BOOST})
    if "tags" in page.meta:
        page.meta["tags"] = names_of(page.meta["tags"], build.tag_names)
    return _TITLE.sub(r"\g<0> { #page }", markdown, count=1)


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Put the blocks of raw HTML back, and explain the glossary's terms."""
    build: LanguageBuild = config.extra["build"]
    html, anchors = build.builder.raw_html.restore(html)
    page.present_anchor_ids = anchors.union(page.present_anchor_ids or ())
    if page.file.src_uri == GLOSSARY:
        return html
    return _run.cache.get(("tooltips", build.tooltips, html), lambda: build.tooltips.explain(html))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the page's template the settings that its scripts read."""
    build: LanguageBuild = config.extra["build"]
    language_root = get_relative_url(".", page.url) + "/"
    root = language_root if build.handbook.language == "zh" else f"{language_root}../"
    rubrics = [rubric.id for rubric in build.handbook.all_rubrics]
    settings = page_settings(page.url, build.addresses, rubrics, root=root, language_root=language_root)
    if not _run.serving:
        settings["serviceWorker"] = f"{root}{WORKER}"
    context["liumai_page"] = settings
    return context


def on_post_page(output: str, **_: Any) -> str:
    """Correct the theme's HTML."""
    return patch_page(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Patch the theme's scripts; after the Chinese site, build the English one and finish both."""
    site = Path(config.site_dir)
    try:
        patch_scripts(site)
    except PatchError as error:
        raise PluginError(str(error)) from None
    if str(config.theme["language"]).startswith("zh"):
        english = load_config(
            str(Path(config.config_file_path).with_name(ENGLISH)),
            site_dir=str(site / "en"),
            site_url=f"{config.site_url.rstrip('/')}/en/" if config.site_url else None,
            strict=config.strict,
        )
        english.extra["build"] = config.extra["build"]
        build_site(english)
        _finish(site)
        _run.cache.end_build()


def _finish(site: Path) -> None:
    """Write what depends on the finished pages of both languages: the policy, and the service worker."""
    if _run.serving:  # MkDocs adds a script of its own to pages, and nothing is to be cached
        write_remover(site)
        return
    try:
        put_policy(site)
    except PolicyError as error:
        raise PluginError(str(error)) from None
    plugin_errors(lambda: write_worker(site))


def _language_build(config: MkDocsConfig, handbook: Handbook, chinese: LanguageBuild | None) -> LanguageBuild:
    """What the build of one language works with; the English one takes over what both share."""
    if chinese is not None:
        published, bundle, addresses = chinese.published, chinese.bundle, chinese.addresses
    else:
        published = published_rubrics(handbook)
        changes = [to_json(to_data(changes)) for changes in handbook.changes]
        texts = [*published.scoring.values(), *published.whole.values(), *changes]
        bundle = plugin_errors(lambda: build_bundle(texts, build_worker(), own=_is_own(config)))
        addresses = Addresses(bundle.version, versions(published.whole), versions(published.scoring))
        if (
            _run.serving
        ):  # MkDocs' server lets nothing be cached; versions would change all pages with a calculator
            addresses = Addresses(bundle.version, published={}, scoring={})
    glossary = handbook.glossary, handbook.language
    return LanguageBuild(
        handbook=handbook,
        published=published,
        bundle=bundle,
        addresses=addresses,
        # A preview offers no PDF: the first change would outdate it, and every page would have to be rendered again.
        builder=PageBuilder(handbook, addresses, _run.cache, _run.templates, with_pdf=not _run.serving),
        # The same object while the glossary stays the same: it is part of the key of each page's tooltips.
        tooltips=_run.cache.get(("glossary", *glossary), lambda: GlossaryTooltips(*glossary)),
        written=_written_pages(config, handbook),
        tag_names=tag_names(handbook),
    )


def _rubric_folder(config: MkDocsConfig) -> Path:
    """The folder of the rubrics: ``LIUMAI_RUBRICS``, or the one that the configuration names relative to itself."""
    given = os.environ.get("LIUMAI_RUBRICS")
    return Path(given) if given else Path(config.config_file_path).parent / config.extra["rubrics"]


def _is_own(config: MkDocsConfig) -> bool:
    """Whether this builds the project's own site for publication: neither a preview nor another's rubrics."""
    here = Path(config.config_file_path).parent == ROOT
    return here and not _run.serving and "LIUMAI_RUBRICS" not in os.environ


def _written_pages(config: MkDocsConfig, handbook: Handbook) -> frozenset[str]:
    """The paths of the hand-written pages; none if the folder does not have the rubric that they are about."""
    if handbook.main != config.extra["rubric"]:
        return frozenset()
    docs = Path(config.docs_dir)
    return frozenset(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
