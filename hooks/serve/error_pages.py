"""Keeps ``mkdocs serve`` going through an error: every page shows it until it is mended."""

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


def forgiving(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """The build, but where it fails, the pages of ``site`` say why; the next that succeeds writes them anew."""

    def attempt() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            cause = _cause(error)
            known = isinstance(cause, MkDocsException)  # MkDocs has told the terminal already
            told = str(cause) if known else "".join(traceback.format_exception(cause))
            if not known:
                traceback.print_exception(cause)
            pages = {
                site / "index.html",
                site / "en" / "index.html",
                site / "404.html",
                *site.rglob("*.html"),
            }
            for page in pages:
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(PAGE.format(html.escape(told)), encoding="utf-8")

    return attempt


def _cause(error: BaseException) -> BaseException:
    """What made MkDocs give up."""
    while isinstance(error, Abort) and error.__context__ is not None:
        error = error.__context__
    return error
