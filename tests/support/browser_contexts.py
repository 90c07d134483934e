"""Browser contexts that several tests use one after the other, each with storage as empty as in a new one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from tests.support.chromium import PLAIN

DEFAULT = PLAIN | {"viewport": {"width": 1280, "height": 900}}
Options = tuple[tuple[str, Any], ...]


class Contexts:
    """Contexts by their options. Making one costs about as much as opening a page, and its HTTP cache is cold."""

    def __init__(self, browser: Browser, address: str) -> None:
        """``address`` is that of the site whose storage is cleared."""
        self._browser = browser
        parts = urlsplit(address)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._idle: dict[Options, list[BrowserContext]] = {}
        self._options: dict[BrowserContext, Options] = {}

    def lend(
        self, *, fresh: bool = False, permissions: list[str] | None = None, **options: Any
    ) -> BrowserContext:
        """A context that nothing is open in and nothing stored; a new one where ``fresh`` is asked for."""
        key = tuple(sorted(options.items()))
        idle = self._idle.get(key, [])
        context = idle.pop() if idle and not fresh else self._browser.new_context(**(DEFAULT | options))
        self._options[context] = key
        if permissions:
            context.grant_permissions(permissions)
        return context

    def take_back(self, context: BrowserContext, *, fresh: bool = False) -> None:
        """Close a context's pages and empty its storage for the next test; one that was fresh is closed."""
        key = self._options.pop(context)
        if fresh:
            context.close()
            return
        for page in context.pages:
            page.close()
        context.unroute_all(behavior="ignoreErrors")
        context.clear_permissions()
        context.set_offline(False)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": "all"})
        page.close()
        self._idle.setdefault(key, []).append(context)

    def close(self) -> None:
        """Close the contexts that are idle."""
        for contexts in self._idle.values():
            for context in contexts:
                context.close()
