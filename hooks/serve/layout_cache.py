"""Pages as the theme lays them out, each kept as long as nothing changes that the theme prints on it; and the theme's files."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.content.handbook import Handbook
from hooks.kept import kept


class _Layout:
    """The template of a page. ``around`` is what it may print on any page."""

    def __init__(self, template: jinja2.Template, around: Hashable) -> None:
        self._template, self._around = template, around

    def render(self, context: Mapping[str, Any]) -> str:
        """The page as HTML."""
        page: Page = context["page"]
        tags = [(tag.name, tag.url) for tag in context.get("tags", ())]
        own = repr((page.url, page.title, page.meta, page.edit_url, page.update_date, tags))
        key = ("laid out", self._template.name, own, str(page.toc), page.content, self._around)
        return kept(key, lambda: self._template.render(context))


def keep_layout(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Let MkDocs take pages as they are kept, where it asks for the template of one."""
    get, around = env.get_template, _around(config, files)

    def get_template(name: Any, parent: Any = None, globals: Any = None) -> Any:
        template = get(name, parent, globals)
        return _Layout(template, around) if name == "main.html" and parent is None else template

    env.get_template = get_template  # type: ignore[method-assign]


def keep_list(config: MkDocsConfig) -> None:
    """Let MkDocs look for the files of the theme, its thousands of icons among them, only once."""
    get_env = config.theme.get_env
    key = ("theme", tuple(config.theme.dirs), tuple(_own(config)))

    def with_list() -> jinja2.Environment:
        env = get_env()
        listed = env.list_templates
        env.list_templates = lambda *asked, **named: kept(key, lambda: listed(*asked, **named))  # type: ignore[method-assign]
        return env

    config.theme.get_env = with_list  # type: ignore[method-assign]


def _around(config: MkDocsConfig, files: Files) -> Hashable:
    """What the theme may print on any page: the navigation, the configuration, our labels; and its own templates."""
    handbook: Handbook = config.extra["handbook"]
    pages = [
        (file.page.url, file.page.title, file.page.meta)
        for file in files.documentation_pages()
        if file.page is not None
    ]
    templates = [path.read_bytes() for path in _own(config) if path.suffix == ".html"]
    return repr((pages, config.nav, _given(config), config.site_url, handbook.labels, templates))


def _given(config: MkDocsConfig) -> list[dict[str, Any]]:
    """The configuration as it is written. MkDocs writes into it where our theme lies: in the first build of a preview from
    here, as the configuration's own path was given, in those after it as a whole path.
    """
    return [one | {"theme": _without_place(one.get("theme"))} for one in config.user_configs]


def _without_place(theme: Any) -> Any:
    return {k: v for k, v in theme.items() if k != "custom_dir"} if isinstance(theme, dict) else theme


def _own(config: MkDocsConfig) -> list[Path]:
    """Our own files of the theme."""
    folder = config.theme.custom_dir
    return sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []
