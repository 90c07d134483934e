"""Chromium, and the site served to it."""

import pytest
from playwright.sync_api import sync_playwright

from tests.support.chromium import FLAGS, NOTE, PLAIN, executable
from tests.support.page_errors import watch
from tests.support.static_server import serving


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


@pytest.fixture
def open_page(browser, served):
    """Open a page of the site; every error in it, and every request that leaves the site, fails the test."""
    contexts, faults = [], []

    def opened(path="", *, width=1280, height=900, faulty=False, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **(PLAIN | options))
        contexts.append(context)
        page = context.new_page()
        watch(page, served, faults, errors=not faulty)
        page.goto(served.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
