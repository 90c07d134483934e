"""A team's file of 20,000 appraisals in the page: from choosing it to the table, and the memory that the page held meanwhile."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.chromium import FLAGS, executable
from tests.support.group_files import rows, write
from tests.support.static_server import serving

from .figures import Figure, times
from .startup import SITE

PEOPLE = 20_000
PATIENCE = 600_000  # milliseconds
OPENED, EXPORTED, MEMORY = 3.5, 7, 300  # targets: seconds, seconds, megabytes


def measure(runs: int) -> list[Figure]:
    """Each kind of file, in a browser of its own; the engine has started before."""
    figures = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, serving(SITE) as server:
        listed = rows(PEOPLE)
        for kind in ("csv", "xlsx", "ndjson"):
            file = write(Path(folder) / f"team.{kind}", listed)
            taken, exported, memory = [], [], []
            for _ in range(max(1, runs // 2)):
                browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
                page = browser.new_page(accept_downloads=True)
                page.goto(f"{server.address}team/")
                page.wait_for_selector("team-view[data-state=ready]", timeout=PATIENCE)
                taken.append(_opened(page, file))
                exported.append(_exported(page))
                memory.append(_peak(browser))
                browser.close()
            figures += [
                times(f"team-{kind}-opened", "s", taken, OPENED),
                times(f"team-{kind}-exported", "s", exported, EXPORTED),
                times(f"team-{kind}-memory", "MB", memory, MEMORY),
            ]
    return figures


def _opened(page: Page, file: Path) -> float:
    start = time.perf_counter()
    page.locator("team-view input[type=file]").set_input_files(file)
    page.wait_for_selector("team-view[data-read=true]", timeout=PATIENCE)
    return time.perf_counter() - start


def _exported(page: Page) -> float:
    start = time.perf_counter()
    with page.expect_download(timeout=PATIENCE) as caught:
        page.locator("[data-act=export][data-kind=xlsx]").click()
    caught.value.path()
    return time.perf_counter() - start


def _peak(browser: Browser) -> float:
    """The most memory that a renderer held for itself, in MB: the page and its worker share one process.

    Pages of files, which are the browser's own and shared by all its processes, are left out.
    """
    told: dict[str, Any] = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    renderers = [one["id"] for one in told["processInfo"] if one["type"] == "renderer"]
    return max(map(_most, renderers))


def _most(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    kilobytes = {name: int(figure) for name, figure in re.findall(r"(\w+):\s+(\d+) kB", status)}
    return (kilobytes["VmHWM"] - kilobytes["RssFile"]) / 1024 if "VmHWM" in kilobytes else 0.0
