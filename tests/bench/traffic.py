"""Bytes that travel until the calculator has scored, from a host that compresses nothing, with gzip, with Brotli."""

from __future__ import annotations

import tempfile

from playwright.sync_api import sync_playwright

from hosting import host
from serving import serving

from .figures import Figure, times
from .startup import VECTOR, chromium, published, visit_open

HOSTS = {"raw": (), "gzip": ("gzip",), "brotli": ("br", "gzip")}


def measure(_runs: int) -> list[Figure]:
    """What the server has sent, bodies alone, for a first visit; the plain page's beside it."""
    pages = {"calculator": f"calculator/#a={VECTOR}", "plain Pyodide": "plain/"}
    figures = []
    with published() as site, sync_playwright() as playwright:
        for name, path in pages.items():
            for form, encodings in HOSTS.items():
                kind = host(site, encodings=encodings)
                with tempfile.TemporaryDirectory() as profile, serving(site, kind) as server:
                    context = chromium(playwright, profile)
                    visit_open(context, server.address + path)
                    context.close()
                figures.append(times(f"bytes that travel, {name}, {form}", "MB", [kind.line.sent / 1e6]))
    return figures
