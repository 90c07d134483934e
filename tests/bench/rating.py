"""From a rating to the frame that shows its result, in the calculator's page."""

from __future__ import annotations

import statistics

from playwright.sync_api import sync_playwright

from serving import serving
from webhost import host

from .figures import Figure, times
from .startup import SITE, VECTOR, fresh, visit_open

RATINGS = 60  # in one page
WITHIN = 16  # milliseconds
# An animation frame's callbacks run just before its style, layout and paint; a message posted in one is handled right
# after them. So the time from the click to that message holds all work there is: the event, the core's answer in its
# worker, the changes to the page, and its repainting. What it must not hold is the wait for the screen's next refresh,
# up to 16.7 ms at 60 Hz, which no program can shorten: it is taken off, and told beside.
RATE = """async (count) => {
    const calculator = document.querySelector('appraisal-calculator');
    const painted = () => new Promise((done) => requestAnimationFrame((frame) => {
        const begun = performance.now(), { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done([begun, performance.now()]);
        port2.postMessage(null);
    }));
    const taken = [];
    for (let turn = 0; turn < count; turn++) {
        const rating = turn % 2 ? 'met' : 'unmet';
        const radio = calculator.querySelector(`.sheet:not([hidden]) [name="teamwork-1"][value=${rating}]`);
        const scored = new Promise((done) => calculator.addEventListener('scored', () => done(performance.now()), { once: true }));
        const start = performance.now();
        radio.click();
        const shown = await scored;
        const [begun, end] = await painted();
        taken.push({ core: shown - start, frame: end - begun, wait: begun - shown, all: end - start });
        await new Promise((done) => setTimeout(done, 400)); // the reader pauses, and is told what would change the result
    }
    return taken;
}"""


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
        page.evaluate(RATE, 10)
        for _ in range(runs):
            taken = page.evaluate(RATE, RATINGS)
            work.append(sorted(one["core"] + one["frame"] for one in taken))
            whole.append(sorted(one["all"] for one in taken))
    return [
        times("rating-median", "ms", [statistics.median(one) for one in work]),
        times("rating-p95", "ms", [_percentile(one) for one in work], WITHIN),
        times("rating-p95-whole", "ms", [_percentile(one) for one in whole]),
    ]


def _percentile(ordered: list[float]) -> float:
    return ordered[int(0.95 * len(ordered))]
