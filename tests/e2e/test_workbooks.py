"""Workbooks of other programs, read in the page with a network and without one, by the one runtime that is there."""

from pathlib import Path

import pytest

from tests.e2e.test_offline import kept, opened
from tests.e2e.test_team_page import expected, names, read
from tests.support.static_server import serving

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "workbooks"
FILES = ("declaration", "protected", "styles", "xlsxwriter-table")


def open_workbook(page, name):
    page.locator("team-view select[data-part=rubric]").select_option("six-veins-2006")
    page.locator("team-view input[type=file]").set_input_files(FOLDER / f"{name}.xlsx")
    read(page)
    return sorted(names(page))


@pytest.fixture(scope="module")
def asked(browser, site):
    """What was asked of the host for a first visit, and again with neither network nor host; each with the names read."""
    context = browser.new_context()
    requests, warnings, found = [], [], {}

    def note(request):
        if request.service_worker is None:  # which fetches everything, to keep it
            requests.append(request.url.split("/")[-1])

    context.on("request", note)
    with serving(site) as server:
        page = opened(context, server, "en/team/", [])
        page.on("console", lambda message: warnings.append(message.text))
        for name in FILES:
            found["online", name] = open_workbook(page, name)
        online = [*requests]
        kept(page)
        page.close()
    context.set_offline(True)
    for name in FILES:
        page = opened(context, server, "en/team/", [])
        page.on("console", lambda message: warnings.append(message.text))
        found["offline", name] = open_workbook(page, name)
        page.close()
    context.close()
    return online, warnings, found


@pytest.mark.parametrize("network", ["online", "offline"])
@pytest.mark.parametrize("name", FILES)
def test_a_workbook_of_another_program_is_read(asked, rubrics, network, name):
    _, _, found = asked
    file = FOLDER / f"{name}.xlsx"
    people = [one["subject"] for one in expected(rubrics, file)["appraisals"]]
    assert found[network, name] == sorted(people) and people


def test_no_second_runtime_is_fetched(asked):
    online, warnings, _ = asked
    assert online.count("pyodide.asm.wasm.gzip") == online.count("library.zip.gzip") == 1
    assert not {"python_stdlib.zip", "pyodide-lock.json"} & set(online)
    assert not [text for text in warnings if "plain way" in text]


def test_without_a_snapshot_and_without_a_network_the_plain_way_serves(browser, site):
    context, warnings = browser.new_context(), []
    with serving(site) as server:
        kept(opened(context, server, "en/team/", []))
    context.set_offline(True)
    page = context.new_page()
    page.on("console", lambda message: warnings.append(message.text))
    page.goto(f"{server.address}en/")
    page.evaluate("""async () => {
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const { url } of await cache.keys()) if (url.includes('snapshot.wasm')) await cache.put(url, new Response('no'));
        }
    }""")
    page.goto(f"{server.address}en/team/")
    assert open_workbook(page, "declaration")
    assert any("plain way" in text for text in warnings)
    context.close()
