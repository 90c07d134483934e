"""From a rating to the frame that shows its result, in the calculator's page."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.support.static_server import serving
from tests.support.web_host import host

from .figures import Figure, times
from .startup import SITE, VECTOR, fresh, visit_open

RATINGS = 60  # in one page, each of another level and rating than the one before
WITHIN = 16  # milliseconds
REST = 120  # milliseconds that a hand rests on what it is about to press
PRESS = 60  # milliseconds from pressing to letting go
PAUSE = 400  # milliseconds to the next rating: the reader is told meanwhile what would change the result
# An animation frame's callbacks run just before its style, layout and paint, in one task of the browser's. So the time from
# the click to the end of that task holds all work there is: the event, the core's answer in its worker, the changes to the
# page, and its repainting. What it must not hold is the wait for the screen's next refresh, up to 16.7 ms at 60 Hz, which
# no program can shorten: from the end of the task that shows the result to the task with the frame. It is taken off, and
# told beside. Chromium's own trace knows where tasks begin and end. The click's time is the mouse's, so the way of the
# event into the page is counted. The marks are written into the trace when all is done: writing one takes time itself.
MARKS = """() => {
    let click;
    document.addEventListener('click', ({ timeStamp }) => click = timeStamp, true);
    document.querySelector('appraisal-calculator').addEventListener('scored', () => {
        const times = { click, shown: performance.now() };
        requestAnimationFrame(() => {
            times.frame = performance.now();
            setTimeout(() => {
                for (const name in times) performance.mark(`rating-${name}`, { startTime: times[name] });
            }, 100);
        });
    });
}"""
TICK = 100  # microseconds that the page's clock may be early
TASK = "ThreadControllerImpl::RunTask"
TRACED = "toplevel,blink.user_timing"
# Where the choice lies on the screen, once it is scrolled into view; the mouse does the rest.
PLACE = """([level, rating]) => {
    const choice = document.querySelector(`.sheet:not([hidden]) [name="${level}"][value="${rating}"]`);
    choice.closest('fieldset').scrollIntoView({ block: 'center' });
    const { x, y, width, height } = choice.getBoundingClientRect();
    return choice.checked ? null : [x + width / 2, y + height / 2];
}"""
LEVELS = "() => [...new Set([...document.querySelectorAll('.sheet:not([hidden]) .rating input')].map((one) => one.name))]"


def measure(runs: int) -> list[Figure]:
    """Work and wait of many ratings."""
    work: list[list[float]] = []
    whole: list[list[float]] = []
    with (
        sync_playwright() as playwright,
        fresh(playwright) as context,
        serving(SITE, host(SITE)) as server,
    ):
        page, _ = visit_open(context, f"{server.address}calculator/#a={VECTOR}")
        page.evaluate(MARKS)
        rate(page, 10)
        for _ in range(runs):
            taken = [_taken(one) for one in _ratings(traced(page, lambda: rate(page, RATINGS)))]
            work.append(sorted(one for one, _ in taken))
            whole.append(sorted(one for _, one in taken))
    return [
        times("rating-median", "ms", [statistics.median(one) for one in work]),
        times("rating-p95", "ms", [_percentile(one) for one in work], WITHIN),
        times("rating-p95-whole", "ms", [_percentile(one) for one in whole]),
    ]


def rate(page: Page, count: int) -> None:
    """Rate so many levels with the mouse, each time the same ones."""
    chance = random.Random(count)
    levels = page.evaluate(LEVELS)
    made = 0
    while made < count:
        place = page.evaluate(PLACE, [chance.choice(levels), chance.choice(["met", "partial", "unmet"])])
        if place is None:  # rated so already
            continue
        made += 1
        page.mouse.move(*place, steps=3)
        page.wait_for_timeout(REST)
        page.mouse.down()
        page.wait_for_timeout(PRESS)
        page.mouse.up()
        page.wait_for_timeout(PAUSE)


def traced(page: Page, work: Callable[[], None]) -> list[dict[str, Any]]:
    """Chromium's trace of what is done meanwhile, in the order of time."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    whole: list[object] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda told: whole.append(told))
    session.send("Tracing.start", {"categories": TRACED, "transferMode": "ReportEvents"})
    work()
    session.send("Tracing.end")
    while not whole:
        page.wait_for_timeout(50)
    session.detach()
    return sorted(events, key=lambda event: event["ts"])


def _ratings(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each rating's marks by name, in microseconds, and the tasks of the page's main thread."""
    marks = [event for event in events if event["name"].startswith("rating-")]
    thread = (marks[0]["pid"], marks[0]["tid"])
    tasks = [
        (event["ts"], event["ts"] + event["dur"])
        for event in events
        if event["name"] == TASK and event["ph"] == "X" and (event["pid"], event["tid"]) == thread
    ]
    found: dict[str, Any] = {}
    for mark in marks:
        found[mark["name"].removeprefix("rating-")] = mark["ts"]
        if len(found) == 3:
            yield found | {"tasks": tasks}
            found = {}


def _taken(rating: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of work, and of everything, from the click of a rating to its frame."""
    shown = max(end for begin, end in rating["tasks"] if begin <= rating["shown"] <= end)
    # The page's clock is coarse: a mark may seem to lie between two tasks. It was set in the one that begins then.
    frame, painted = max(task for task in rating["tasks"] if task[0] - TICK <= rating["frame"] <= task[1])
    everything = painted - rating["click"]
    return (everything - max(0, frame - shown)) / 1000, everything / 1000


def _percentile(ordered: list[float]) -> float:
    return ordered[int(0.95 * len(ordered))]
