"""Bytes that travel until the calculator has scored, from a host that compresses nothing, with gzip, with Brotli."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from tests.support.static_server import serving
from tests.support.web_host import host

from .figures import Figure, times
from .startup import SLOW, VECTOR, fresh, published, visit_open

HOSTS = {"raw": (), "gzip": ("gzip",), "brotli": ("br", "gzip")}


def measure(_runs: int) -> list[Figure]:
    """What the server has sent, bodies alone, for a first visit; the plain page's beside it."""
    pages = {"calculator": f"calculator/#a={VECTOR}", "plain": "plain/"}
    figures = []
    with published() as site, sync_playwright() as playwright:
        for name, path in pages.items():
            for form, encodings in HOSTS.items():
                kind = host(
                    site, bits_a_second=SLOW, encodings=encodings
                )  # on a fast one, what is called off has come
                with fresh(playwright) as context, serving(site, kind) as server:
                    visit_open(context, server.address + path)
                figures.append(times(f"bytes-{name}-{form}", "MB", [kind.line.sent / 1e6]))
    return figures
