"""Chromium, and the site served to it."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.support.browser_contexts import Contexts
from tests.support.chromium import FLAGS, NOTE, executable
from tests.support.page_errors import watch
from tests.support.static_server import serving

# A busy machine is no fault of the pages: what is expected may take a while to come. Nothing waits longer for it than it takes.
expect.set_options(timeout=20_000)

# Options of open_page that a page can have by itself; the others are those of its context.
MEDIA = {"color_scheme", "reduced_motion", "forced_colors"}


@pytest.fixture(scope="session")
def browser():
    """The Chromium that ``make`` found or installed."""
    if not NOTE.is_file():
        pytest.fail("no browser noted: run make test, which finds or installs one")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def served(site):
    with serving(site) as server:
        yield server


@pytest.fixture(scope="module")
def contexts(browser, served):
    """The browser contexts that the tests of a file share, one after the other."""
    pool = Contexts(browser, served.address)
    yield pool
    pool.close()


@pytest.fixture
def open_page(request, contexts, served):
    """Open a page of the site; every error in it, and every request that leaves the site, fails the test.

    Each page that a test opens has storage of its own, and it begins empty. Contexts are kept for the file's next test;
    tests marked ``fresh_context``, which are about a first visit or need an empty HTTP cache, have contexts of their own.
    """
    faults = []
    fresh = request.node.get_closest_marker("fresh_context") is not None
    lent = []

    def opened(path="", *, width=1280, height=900, faulty=False, **options):
        media = {name: options.pop(name) for name in MEDIA & options.keys()}
        context = contexts.lend(fresh=fresh, **options)
        lent.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        if media:
            page.emulate_media(**media)
        watch(page, served, faults, errors=not faulty)
        page.goto(served.address + path)
        return page

    yield opened
    for context in lent:
        contexts.take_back(context, fresh=fresh)
    assert faults == []
