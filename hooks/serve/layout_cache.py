"""Takes pages as the theme lays them out from the build cache, while nothing changes that the theme prints on them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.build_cache import BuildCache
from hooks.content.handbook import Handbook
from hooks.delivery.cache_busting import early_start


class _CachedTemplate:
    """The theme's template of a page. ``site`` is everything that it may print beside the page itself."""

    def __init__(self, template: jinja2.Template, cache: BuildCache, site: Hashable) -> None:
        self._template, self._cache, self._site = template, cache, site

    def render(self, context: Mapping[str, Any]) -> str:
        """Like ``Template.render``."""
        page: Page = context["page"]
        tags = [(tag.name, tag.url) for tag in context.get("tags", ())]
        settings = context["liumai_page"]
        own = repr((page.url, page.title, page.meta, page.edit_url, page.update_date, tags, settings))
        key = ("layout", own, str(page.toc), page.content, self._site)
        return self._cache.get(key, lambda: self._template.render(context))


def cache_layout(env: jinja2.Environment, config: MkDocsConfig, files: Files, cache: BuildCache) -> None:
    """Make the environment of the theme give the template of pages through the cache."""
    get_template, site = env.get_template, _site(config, files)

    def get_cached(name: Any, parent: Any = None, globals: Any = None) -> Any:
        template = get_template(name, parent, globals)
        is_of_page = name == "main.html" and parent is None
        return _CachedTemplate(template, cache, site) if is_of_page else template

    env.get_template = get_cached  # type: ignore[method-assign]


def _site(config: MkDocsConfig, files: Files) -> Hashable:
    """What the theme may print on any page: navigation, configuration, labels, and our own templates."""
    handbook: Handbook = config.extra["handbook"]
    pages = [
        (file.page.url, file.page.title, file.page.meta)
        for file in files.documentation_pages()
        if file.page is not None
    ]
    folder = config.theme.custom_dir
    templates = [path.read_bytes() for path in sorted(Path(folder).rglob("*.html"))] if folder else []
    own = (_written(config), handbook.labels, templates, early_start())
    return repr((pages, config.nav, config.site_url, own))


def _written(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The configuration files' content, without ``custom_dir``: MkDocs makes that path absolute after the first build."""
    return [content | {"theme": _without_path(content.get("theme"))} for content in config.user_configs]


def _without_path(theme: Any) -> Any:
    return {k: v for k, v in theme.items() if k != "custom_dir"} if isinstance(theme, dict) else theme
