"""From navigation to the first scored result, beside a page that loads the same Pyodide in the plain way."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.support.chromium import FLAGS, executable
from tests.support.static_server import serving
from tests.support.web_host import ROOT, host

from .figures import Figure, ratio, times

SITE = ROOT / "site"
VECTOR = "six-veins-2006:mmpuu.mmmmm.mmuuu.mpuuu.mmmpu.mmmmp"
TARGETS = {"cold-here": 0.45, "cold-slow": 0.60, "warm-here": 0.30}  # ours to plain
SLOW = 24e6  # bits a second
STORED = 1500  # milliseconds after which the browser has stored its machine code for the next visit
KEPT = 120  # seconds that the service worker may take to keep the site
ALL_KEPT = "!JSON.parse(document.getElementById('liumai-page')?.textContent ?? '{}').serviceWorker || document.documentElement.dataset.kept === 'whole'"
# The page notes when its first result came, in milliseconds from the start of the navigation.
NOTE = "document.addEventListener('scored', () => { window.scoredAt ??= performance.now() }, true);"
PLAIN = Path(__file__).parent / "plain"


@contextmanager
def published() -> Iterator[Path]:
    """The built site, and beside it a page that does no more than load Pyodide plainly, and score."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(SITE, site, copy_function=shutil.copy2)
        runtime = next((site / "assets" / "runtime").iterdir()).name
        for file in PLAIN.iterdir():
            text = file.read_text(encoding="utf-8").replace("RUNTIME", runtime).replace("VECTOR", VECTOR)
            (site / "plain" / file.name).parent.mkdir(exist_ok=True)
            (site / "plain" / file.name).write_text(text, encoding="utf-8")
        yield site


def chromium(playwright: Playwright, profile: str) -> BrowserContext:
    """A browser with a profile of its own, whose cache is on the disk as a reader's is."""
    context = playwright.chromium.launch_persistent_context(profile, executable_path=executable(), args=FLAGS)
    context.add_init_script(NOTE)
    return context


@contextmanager
def fresh(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = chromium(playwright, profile)
        yield context
        context.close()


def visit(context: BrowserContext, address: str) -> float:
    """Seconds to the first result of a page. It is closed when the browser has kept all of it that it keeps."""
    page, taken = visit_open(context, address)
    end = time.monotonic() + KEPT
    while time.monotonic() < end and not page.evaluate(ALL_KEPT):
        page.wait_for_timeout(200)
    page.wait_for_timeout(STORED)
    page.close()
    return taken


def visit_open(context: BrowserContext, address: str) -> tuple[Page, float]:
    """A page that has shown its first result, and the seconds to that."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    taken: float | None = None
    while taken is None:  # asked from outside, for the site's policy allows no evaluated text within
        page.wait_for_timeout(50)
        taken = page.evaluate("window.scoredAt ?? null")
    return page, taken / 1000


def measure(runs: int) -> list[Figure]:
    """Cold and warm on this machine, and cold over a slow line; ours and the plain one by turns."""
    found: dict[str, list[float]] = {}
    with published() as site, sync_playwright() as playwright:
        pages = {"ours": f"calculator/#a={VECTOR}", "plain": "plain/"}
        here, slow = host(site), host(site, bits_a_second=SLOW)
        with serving(site, here) as near, serving(site, slow) as far:
            for _ in range(runs):
                for name, path in pages.items():
                    with fresh(playwright) as context:
                        for visits in ("cold", "second", "warm"):
                            taken = visit(context, near.address + path)
                            found.setdefault(f"{visits}-here-{name}", []).append(taken)
                    with fresh(playwright) as context:
                        _, taken = visit_open(context, far.address + path)
                        found.setdefault(f"cold-slow-{name}", []).append(taken)
    figures = [times(f"start-{key}", "s", values) for key, values in found.items() if "second" not in key]
    for kind, target in TARGETS.items():
        figures.append(ratio(f"start-{kind}", found[f"{kind}-ours"], found[f"{kind}-plain"], target))
    return figures
