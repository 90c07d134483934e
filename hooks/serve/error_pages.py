"""Keeps ``mkdocs serve`` running after a build error, and shows the error in every page until a build succeeds."""

from __future__ import annotations

import html
import traceback
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import Abort, MkDocsException

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Build error · 构建出错</title>
<style>:root {{ color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }} body {{ margin: 2rem }}
h1 {{ border-left: 5px solid #a3271f; font-size: 1.2rem; padding-left: .6rem }} pre {{ white-space: pre-wrap }}</style>
</head><body><h1>Build error · 构建出错</h1><pre>{}</pre></body></html>
"""


def with_error_pages(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """A build function that never raises: if ``build`` fails, it writes the error into every page of ``site``."""

    def build_or_show_error() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            _write_error(_cause(error), site)

    return build_or_show_error


def _write_error(error: BaseException, site: Path) -> None:
    if isinstance(error, MkDocsException):  # MkDocs has logged it already
        message = str(error)
    else:
        message = "".join(traceback.format_exception(error))
        traceback.print_exception(error)
    pages = {site / "index.html", site / "en" / "index.html", site / "404.html", *site.rglob("*.html")}
    for page in pages:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE.format(html.escape(message)), encoding="utf-8")


def _cause(error: BaseException) -> BaseException:
    """The error that made MkDocs raise Abort; any other error itself."""
    while isinstance(error, Abort) and error.__context__ is not None:
        error = error.__context__
    return error
