"""From navigation to the first scored result, beside a page that loads the same Pyodide in the plain way."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from hosting import ROOT, host
from serving import serving

from .figures import Figure, ratio, times

SITE = ROOT / "site"
VECTOR = "six-veins-2006:mmpuu.mmmmm.mmuuu.mpuuu.mmmpu.mmmmp"
SLOW = 24e6  # bits a second
STORED = 1500  # milliseconds after which the browser has stored what it keeps for the next visit
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
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
    executable = (ROOT / ".venv" / ".browser").read_text(encoding="utf-8").strip()
    context = playwright.chromium.launch_persistent_context(profile, executable_path=executable, args=FLAGS)
    context.add_init_script(NOTE)
    return context


def visit(context: BrowserContext, address: str) -> float:
    """Seconds to the first result of a page."""
    page, taken = visit_open(context, address)
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
        for line, speed in (("here", None), ("slow", SLOW)):
            with serving(site, host(site, bits_a_second=speed)) as server:
                for _ in range(runs):
                    for name, path in pages.items():
                        with tempfile.TemporaryDirectory() as profile:
                            context = chromium(playwright, profile)
                            for visits in ("cold", "second", "warm") if line == "here" else ("cold",):
                                taken = visit(context, server.address + path)
                                found.setdefault(f"{visits} {line} {name}", []).append(taken)
                            context.close()
    return [
        *(times(f"start, {visits} {line}, {name}", "s", found[f"{visits} {line} {name}"])
          for visits, line in (("cold", "here"), ("cold", "slow"), ("warm", "here")) for name in pages),
        ratio("start cold, here: ours to plain", found["cold here ours"], found["cold here plain"], 0.45),
        ratio("start cold, 24 Mbit/s: ours to plain", found["cold slow ours"], found["cold slow plain"], 0.60),
        ratio("start warm, here: ours to plain", found["warm here ours"], found["warm here plain"], 0.30),
    ]  # fmt: skip
