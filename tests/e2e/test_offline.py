"""The site without a network, and one build after another at the same address, with the policy of its pages in force."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hooks.offline.precache_manifest import precached_files, write_remover, write_worker
from tests.support.page_checks import accessible, search
from tests.support.page_errors import watch
from tests.support.page_list import ONE_LANGUAGE_EACH
from tests.support.static_server import PREFIX, Handler, serving

KEEPING = 120_000  # milliseconds that it may take to keep the site on a busy machine
START = 60_000
VECTOR = "six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm"
BUILD = """() => [document.querySelector("meta[name=build]").content,
    getComputedStyle(document.documentElement).getPropertyValue("--build").trim()]"""
NOT_OPENED = ("decks", "handouts", "trainers", "guide", "examples", "nine-swords", "runtime")
CACHED = """async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return all.reduce((sum, number) => sum + number, 0);
}"""


@pytest.fixture
def context(browser):
    made = browser.new_context()
    yield made
    made.close()


def kept(page, how="whole"):
    expect(page.locator("html")).to_have_attribute("data-kept", how, timeout=KEEPING)


def opened(context, server, path, faults):
    page = context.new_page()
    watch(page, server, faults)
    page.goto(server.address + path)
    return page


def scores(page):
    total = page.locator("appraisal-calculator [data-part=total]:visible").first
    expect(total).to_have_text(re.compile(r"\d"), timeout=START)
    return total


@pytest.fixture(scope="module")
def without_network(browser, site):
    """A context that has kept the site, and whose network and server are gone."""
    context, faults = browser.new_context(), []
    with serving(site) as server:
        page = opened(context, server, "", faults)
        kept(page)
        expect(page.locator(".kept--whole")).to_be_visible()
        accessible(page)
    context.set_offline(True)
    yield context, server, page
    context.close()
    assert faults == []


def test_a_later_visit_asks_nobody_for_python(context, site):
    faults, asked = [], []
    with serving(site) as server:
        page = opened(context, server, "calculator/", faults)
        kept(page)
        page.close()
        context.on("request", lambda request: asked.append(request.url))
        scores(opened(context, server, f"calculator/#a={VECTOR}", faults))
    assert not [address for address in asked if ".wasm" in address]
    assert faults == []


@pytest.fixture(scope="module")
def offline_page(without_network):
    """A page that visits one address after the other without a network, and what goes wrong in it."""
    context, server, _ = without_network
    page, faults = context.new_page(), []
    watch(page, server, faults)
    yield page, server.address, faults
    page.close()


@pytest.mark.parametrize("path", ONE_LANGUAGE_EACH)
def test_every_type_of_page_opens_without_a_network(offline_page, path):
    page, address, faults = offline_page
    faults.clear()
    page.goto("about:blank")  # a new fragment alone would not load the page again
    page.goto(address + path)
    expect(page.locator("main h1").first).to_be_visible()
    styled = page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")
    assert styled
    if path.removeprefix("en/").startswith("calculator/"):
        expect(page.locator("appraisal-calculator[data-state=ready]").first).to_be_visible(timeout=START)
    assert faults == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_calculator_scores_without_a_network(without_network, language):
    context, server, _ = without_network
    faults = []
    page = opened(context, server, f"{language}calculator/#a={VECTOR}", faults)
    before = scores(page).inner_text()
    page.locator("[name='teamwork-1'][value=unmet]").first.check()
    expect(scores(page)).not_to_have_text(before)
    page.close()
    assert faults == []


def test_another_rubrics_sheet_is_there_without_a_network(without_network):
    context, server, _ = without_network
    page = opened(context, server, "en/calculator/", [])
    expect(page.locator("appraisal-calculator[data-state=ready]")).to_be_visible(timeout=START)
    page.locator("select[data-part=rubric]").select_option("nine-swords")
    expect(page.locator(".sheet[data-rubric=nine-swords]")).to_be_visible()
    page.close()


def test_search_finds_without_a_network(without_network):
    context, server, _ = without_network
    for language, words in (("", "抱怨"), ("en/", "customer")):
        page = opened(context, server, language, [])
        search(page, words)
        page.close()


def test_the_page_of_the_first_visit_goes_on_without_a_network(without_network):
    _, _, page = without_network
    page.locator(".md-tabs a[href$='/calculator/']").first.click()
    expect(page.locator("appraisal-calculator[data-state=ready]")).to_be_visible(timeout=START)
    page.locator(".other-language a").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("matrix?v=3", "matrix/?v=3"),
        ("matrix/index.html", "matrix/index.html"),
        ("matrix/?v=2", "matrix/?v=2"),
    ],
)
def test_other_spellings_of_an_address_lead_to_its_page(without_network, asked, shown):
    context, server, _ = without_network
    page = opened(context, server, asked, [])
    expect(page.locator("article table").first).to_be_visible()
    assert page.url == server.address + shown
    page.close()


def test_an_unknown_address_shows_the_page_that_says_so(without_network):
    context, server, _ = without_network
    page = context.new_page()
    answer = page.goto(f"{server.address}en/no/such/page/")
    assert answer.status == 404
    expect(page.locator("[data-home='en/']")).to_have_attribute("href", f"{server.address}en/")
    page.close()


def test_a_part_of_a_file_and_another_version_of_it(without_network):
    context, server, _ = without_network
    page = opened(context, server, "en/", [])
    part = page.evaluate("""async () => {
        const answer = await fetch("../cases.json", { headers: { Range: "bytes=0-9" } });
        return [answer.status, (await answer.arrayBuffer()).byteLength];
    }""")
    assert part == [206, 10]
    other = "fetch('../rubric/six-veins-2006.json?000000000000').then(() => 'came', (error) => error.name)"
    assert page.evaluate(other) == "TypeError"
    page.close()


def marked(site, folder, name, times):
    """A build that tells by its pages and by its stylesheet which it is; without what these tests do not open."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns(*NOT_OPENED))
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(
            text.replace("</head>", f'<meta name="build" content="{name}"></head>'), encoding="utf-8"
        )
    for style in folder.rglob("handbook.css"):
        style.write_text(
            f"{style.read_text(encoding='utf-8')}\n:root {{ --build: {name}; }}\n", encoding="utf-8"
        )
    write_worker(folder)
    for path in folder.rglob("*"):
        os.utime(path, (times, times))  # as builds differ: hosts tell by it whether a file is still the same
    return folder


@pytest.fixture(scope="module")
def builds(site, tmp_path_factory):
    """Two builds; the newer one has a page more."""
    folder = tmp_path_factory.mktemp("builds")
    one, two = marked(site, folder / "one", "one", 1e9), marked(site, folder / "two", "two", 1.1e9)
    shutil.copytree(two / "matrix", two / "more")
    write_worker(two)
    return one, two


class Host:
    """A host at one address, whose folder can be exchanged."""

    def __init__(self, live: Path, server):
        self.live, self.server = live, server

    def put(self, build: Path):
        self.live.unlink(missing_ok=True)
        self.live.symlink_to(build)


class AskedAgainHandler(Handler):
    """Says, as the page on hosting asks, that browsers are to ask each time."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


@pytest.fixture
def host(tmp_path, builds):
    (tmp_path / "live").symlink_to(builds[0])
    with serving(tmp_path / "live", AskedAgainHandler) as server:
        yield Host(tmp_path / "live", server)


def build_of(page):
    page.wait_for_load_state()
    return page.evaluate(BUILD)


def test_a_new_build_replaces_the_old_one_whole_once_no_page_needs_it(context, host, builds):
    faults = []
    page = opened(context, host.server, "en/", faults)
    kept(page)
    host.put(builds[1])
    page.goto(f"{host.server.address}en/matrix/")  # of the old build, though the host has the new one
    assert build_of(page) == ["one", "one"]
    kept(page, "newer")
    page.goto(f"{host.server.address}en/cases/")
    # Nothing is asked of the page before: Playwright's asking counts as a reader who has begun to do something.
    page.wait_for_event("load", timeout=KEEPING)
    kept(page)
    expect(page.locator("meta[name=build]")).to_have_attribute("content", "two")
    assert build_of(page) == ["two", "two"]
    number = page.evaluate(CACHED)
    assert number == len(precached_files(builds[1])), "what only the old build had is gone"
    assert faults == []


def test_while_another_page_of_the_old_build_is_open_the_reader_is_asked(context, host, builds):
    faults = []
    first = opened(context, host.server, "", faults)
    kept(first)
    second = opened(context, host.server, "en/", faults)
    kept(second)
    host.put(builds[1])
    second.goto(f"{host.server.address}en/matrix/")
    kept(second, "newer")
    second.reload()
    kept(second, "newer")
    assert build_of(second) == build_of(first) == ["one", "one"]
    accessible(second)
    second.locator("[data-take-newer]").click()
    for page in (first, second):
        expect(page.locator("meta[name=build]")).to_have_attribute("content", "two", timeout=START)
        assert build_of(page) == ["two", "two"]
    assert faults == []


@pytest.mark.parametrize("broken", ["missing", "mixed"])
def test_a_new_build_that_does_not_come_whole_leaves_the_old_one(context, host, builds, broken):
    page = opened(context, host.server, "en/", [])
    kept(page)
    host.put(builds[1])
    name = "handbook.css"
    lost = host.server.without(name) if broken == "missing" else host.server.instead({name: b"/* half */"})
    with lost:
        page.goto(f"{host.server.address}en/matrix/")
        failed = page.evaluate("""async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => {});
            const installing = registration.installing;
            return installing ? await new Promise((done) => installing.addEventListener("statechange",
                () => done(installing.state))) : "redundant";
        }""")
        assert failed == "redundant"
        page.goto(f"{host.server.address}en/cases/")
        assert build_of(page) == ["one", "one"]
        kept(page)
    page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it.update())")  # whole at last
    kept(page, "newer")


def test_a_page_that_only_the_newer_build_has_gets_nothing_of_the_old_one(context, host, builds):
    page = opened(context, host.server, "en/", [])
    kept(page)
    host.put(builds[1])
    page.goto(f"{host.server.address}more/")
    assert build_of(page) == ["two", "two"]
    page.goto(f"{host.server.address}matrix/")
    assert build_of(page) in (["one", "one"], ["two", "two"])


def test_where_there_is_no_room_the_site_works_and_nothing_is_left(context, site):
    faults = []
    with serving(site) as server:
        page = context.new_page()
        watch(page, server, faults)
        page.context.new_cdp_session(page).send(
            "Storage.overrideQuotaForOrigin",
            {"origin": server.address.removesuffix(PREFIX), "quotaSize": 3_000_000},
        )
        page.goto(f"{server.address}en/calculator/#a={VECTOR}")
        scores(page)
        page.wait_for_event("console", lambda message: "Not kept" in message.text, timeout=KEEPING)
        assert page.evaluate(CACHED) == 0
        assert page.locator("html").get_attribute("data-kept") is None
        page.locator(".md-tabs a[href*='/guide/']").first.click()
        expect(page.locator("#checklist")).to_be_visible()
    assert faults == []


def test_nothing_is_kept_before_the_page_has_all_that_it_needs(context, site):
    asked = []

    class NotingHandler(Handler):
        def send_head(self):
            asked.append(self.path.removeprefix(PREFIX))
            return super().send_head()

    with serving(site, NotingHandler) as server:
        page = opened(context, server, "calculator/", [])
        expect(page.locator("appraisal-calculator[data-state=ready]")).to_be_visible(timeout=START)
        kept(page)
    at = asked.index("sw.js")
    runtime = [number for number, path in enumerate(asked) if path.startswith("assets/runtime/")]
    assert len([number for number in runtime if number < at]) >= 5, "the calculator's files came first"
    assert not any(path.startswith("en/") for path in asked[:at]), "what this page does not need came early"


def test_a_preview_at_the_same_address_takes_the_worker_away(context, host, builds, tmp_path):
    page = opened(context, host.server, "", [])
    kept(page)
    preview = shutil.copytree(builds[1], tmp_path / "preview")
    for file in preview.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(', "serviceWorker": "[^"]*"', "", text), encoding="utf-8")
    write_remover(preview)
    host.put(preview)
    page.goto(f"{host.server.address}en/")
    expect(page.locator("meta[name=build]")).to_have_attribute("content", "two", timeout=START)
    page.wait_for_load_state("networkidle")
    assert build_of(page) == ["two", "two"]
    assert page.evaluate(CACHED) == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
