"""Every type of page with its policy in force: no error, no request elsewhere, nothing blocked or cut off, accessible.

Most other tests bypass the policy, because Playwright evaluates text. Here the host also sends the headers that the site's
own ``_headers`` asks for, so that workers have a policy as well.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.support.page_checks import accessible, search
from tests.support.page_errors import watch
from tests.support.page_list import VISITS
from tests.support.static_server import Handler, serving

TOLD = "window.violations ?? []"
LISTEN = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
VECTOR = "six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm"


def one_look_now(visits):
    """The visits; the first of each page is run with every test, the others with the proofs."""
    first = {visit[0]: visit for visit in reversed(visits)}
    return [
        visit if first[visit[0]] == visit else pytest.param(*visit, marks=pytest.mark.proof)
        for visit in visits
    ]


def headers_of(site):
    """The headers that ``_headers`` asks for on every address."""
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    at = lines.index("/*")
    rules = [line.split(":", 1) for line in lines[at + 1 :] if line.startswith(" ")]
    return {name.strip(): value.strip() for name, value in rules if name.strip() != "Cache-Control"}


@pytest.fixture(scope="module")
def guarded(site):
    """The site from a host that sends its headers."""
    headers = headers_of(site)

    class GuardingHandler(Handler):
        def end_headers(self):
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

    with serving(site, GuardingHandler) as server:
        yield server


@pytest.fixture(scope="module")
def listening(browser):
    """A context whose pages note every violation."""
    context = browser.new_context()
    context.add_init_script(LISTEN)
    yield context
    context.close()


@pytest.fixture
def open_guarded(listening, guarded):
    """Open a page under the policy; a violation, an error or a request elsewhere fails the test."""
    page, faults = listening.new_page(), []
    watch(page, guarded, faults)

    def opened(path):
        page.goto(guarded.address + path)
        return page

    yield opened
    assert page.evaluate(TOLD) == []
    page.close()
    assert faults == []


@pytest.fixture(scope="module")
def looks(browser, guarded):
    """One page for each width and colour scheme, used again and again, and what went wrong in it."""
    opened = {}

    def look(width, scheme):
        if (width, scheme) not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, service_workers="block"
            )
            context.add_init_script(LISTEN)
            page, faults = context.new_page(), []
            watch(page, guarded, faults)
            opened[width, scheme] = page, faults
        return opened[width, scheme]

    yield look
    for page, _ in opened.values():
        page.context.close()


@pytest.mark.parametrize(("path", "language", "width", "scheme"), one_look_now(VISITS))
def test_a_page_is_whole_accessible_and_not_hindered_by_the_policy(
    looks, guarded, path, language, width, scheme
):
    page, faults = looks(width, scheme)
    faults.clear()
    page.goto("about:blank")  # a new fragment alone would not load the page again
    page.goto(guarded.address + language + path)
    if path.startswith("calculator/"):
        page.wait_for_selector(
            "appraisal-calculator[data-state=ready] [data-part=outcome]:visible", timeout=60_000
        )
    accessible(page)
    for styled in page.locator("article [style]").all():
        given = styled.get_attribute("style").rstrip(";").partition(":")[0]
        assert styled.evaluate("(it, name) => it.style.getPropertyValue(name)", given), "a style was blocked"
    assert page.evaluate(TOLD) == []
    assert faults == []


def test_the_page_for_unknown_addresses_finds_its_way_under_the_policy(listening, guarded):
    page = listening.new_page()
    page.goto(f"{guarded.address}there/is/no/such/page/")
    expect(page.locator("[data-home='en/']")).to_have_attribute("href", f"{guarded.address}en/")
    assert page.evaluate("getComputedStyle(document.querySelector('section')).borderTopWidth") == "3px"
    assert page.evaluate(TOLD) == []
    page.close()


def test_rating_scores_under_the_policy(open_guarded):
    page = open_guarded(f"calculator/#a={VECTOR}")
    total = page.locator("[data-part=total]:visible").first
    expect(total).to_have_text(re.compile(r"\d"), timeout=60_000)
    before = total.inner_text()
    page.locator("[name='teamwork-1'][value=unmet]").first.check()
    expect(total).not_to_have_text(before)


@pytest.mark.parametrize(("language", "words"), [("", "抱怨"), ("en/", "customer")])
def test_search_finds_under_the_policy(open_guarded, language, words):
    page = open_guarded(language)
    search(page, words)


def test_pages_are_swapped_under_the_policy(open_guarded):
    page = open_guarded("en/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.kept = true")
    page.locator(".md-tabs a[href*='/guide/']").first.click()
    expect(page.locator("#checklist")).to_be_visible()
    page.locator(".md-tabs a[href$='/cases/'], .md-tabs a[href$='six-veins-2006/']").first.click()
    page.locator("a[href$='cases/']:visible").first.click()
    expect(page).to_have_url(re.compile("/cases/"))
    page.locator(".md-tabs a[href$='/calculator/']").first.click()
    expect(page.locator("appraisal-calculator[data-state=ready]")).to_be_visible(timeout=60_000)
    page.locator(".other-language a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")


INJECTED = """() => {
    const script = document.createElement("script");
    script.textContent = "window.intruded = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.setAttribute("onerror", "window.intruded = true");
    image.src = "data:,none";
    document.body.append(image);
    const styled = document.createElement("p");
    styled.setAttribute("style", "color: red");
    document.body.append(styled);
}"""
ELSEWHERE = """() => Promise.allSettled([
    fetch("http://localhost:9/"), new Promise((done) => {
        const script = document.createElement("script");
        script.src = "http://localhost:9/x.js";
        script.onerror = done;
        document.body.append(script);
    })])"""


# Not at once: what a debugger runs may do anything while it runs.
EVALUATED = """() => new Promise((done) => setTimeout(() => {
    try { done((0, eval)("'ran'")); } catch (error) { done(error.name); }
}))"""


@pytest.mark.parametrize("path", ["", "en/calculator/"])
def test_what_is_smuggled_into_a_page_is_blocked_by_the_page_alone(browser, served, path):
    """By the element in the page's head: this host sends no header of ours."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(LISTEN)
    page = context.new_page()
    left = []
    page.on("request", lambda request: left.append(request.url) if ":9/" in request.url else None)
    page.on("requestfailed", lambda request: left.remove(request.url) if request.failure == "csp" else None)
    page.goto(served.address + path)
    page.evaluate(INJECTED)
    page.evaluate(ELSEWHERE)
    assert page.evaluate("window.intruded ?? false") is False
    blocked = {told.split(":")[0] for told in page.evaluate(TOLD)}
    assert blocked >= {"script-src-elem", "script-src-attr", "style-src-attr", "connect-src"}
    assert left == []
    context.close()


def test_what_is_smuggled_into_a_worker_is_blocked_by_its_header(browser, guarded):
    page = browser.new_context(service_workers="block").new_page()
    page.goto(f"{guarded.address}calculator/")
    expect(page.locator("appraisal-calculator[data-state=ready]")).to_be_visible(timeout=60_000)
    worker = next(worker for worker in page.workers if "/runtime/" in worker.url)
    assert worker.evaluate(EVALUATED) == "EvalError"
    asked = worker.evaluate(
        """() => fetch("http://localhost:9/").then(() => "went", (error) => error.name)"""
    )
    assert asked == "TypeError"
    page.context.close()


def test_the_headers_are_short_enough_for_every_host(site):
    """Cloudflare Pages refuses a line of more than 2,000 characters."""
    assert max(map(len, (site / "_headers").read_text(encoding="utf-8").splitlines())) < 2000
