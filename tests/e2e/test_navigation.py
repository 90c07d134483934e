"""Going from page to page: without reloading, to the other language, back, and from an address that is none."""

from pathlib import Path

import pytest

VECTOR = "six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm"
SCORED = "document.querySelector('appraisal-calculator')?.result"


@pytest.fixture
def swapping(open_page):
    """A page that remembers whether it was ever reloaded."""
    page = open_page("en/")
    page.evaluate("window.kept = true")
    page.wait_for_load_state("networkidle")
    yield page
    assert page.evaluate("window.kept"), "the page was reloaded"


def _follow(page, link, shown):
    page.locator(link).first.click()
    page.wait_for_selector(shown)


def _engines(page):
    return [worker for worker in page.workers if "/search." not in worker.url]


def test_pages_are_swapped_in_place_and_their_elements_start_and_stop(swapping):
    page = swapping
    _follow(page, ".md-tabs a[href*='/guide/']", "#checklist")
    assert page.title().startswith("Start here")

    _follow(page, ".md-tabs a[href$='/calculator/']", "appraisal-calculator")
    page.wait_for_function(SCORED, timeout=60_000)
    assert len(_engines(page)) == 1

    page.go_back()
    page.wait_for_selector("#checklist")
    assert page.locator("appraisal-calculator").count() == 0

    page.go_forward()
    page.wait_for_function(SCORED, timeout=60_000)
    assert len(_engines(page)) == 1, "the engine is kept and used again, not started twice"


def test_a_link_to_a_score_is_scored_when_swapped_in(swapping):
    page = swapping
    page.evaluate(f"""() => {{
        const link = document.querySelector(".md-tabs a[href$='/calculator/']").cloneNode(true);
        link.href += "#a={VECTOR}";
        link.id = "scored";
        document.querySelector(".md-content__inner").prepend(link);
    }}""")
    page.locator("#scored").click()
    page.wait_for_function(f"{SCORED}?.vector === {VECTOR!r}", timeout=60_000)


SWAPS = "window.swaps = 0; document$.subscribe(() => { window.swaps += 1; })"  # the page itself is the first


def test_a_link_to_a_section_of_the_page_that_was_opened_scrolls_there_and_swaps_nothing(open_page):
    page = open_page("en/guide/scoring/")
    page.wait_for_load_state("networkidle")
    page.evaluate(SWAPS)
    tops = []
    for anchor in ("award", "case"):
        page.locator(f".md-sidebar--secondary a[href$='#{anchor}']").click()
        page.wait_for_function("anchor => location.hash === `#${anchor}`", arg=anchor)
        page.wait_for_function(
            "anchor => Math.abs(document.getElementById(anchor).getBoundingClientRect().top) < 200",
            arg=anchor,
        )
        tops.append(page.evaluate("scrollY"))
    assert 0 < tops[0] < tops[1]
    page.wait_for_timeout(500)  # a swap would have begun with the click
    page.go_back()
    page.wait_for_function("top => Math.abs(scrollY - top) < 5", arg=tops[0])
    assert page.evaluate("window.swaps") == 1


NOTED = "history.replaceState({ ...history.state, liumai: 'noted' }, '')"


@pytest.fixture
def noted(open_page):
    """A page with a script's note in its entry of the history."""
    page = open_page("en/six-veins-2006/teamwork/")
    page.wait_for_function("history.state?.y === 0")  # the theme has written its own
    page.evaluate(NOTED)
    return page


def test_what_a_script_notes_in_the_history_stays_as_the_page_is_scrolled(noted):
    noted.evaluate("scrollTo(0, 700)")
    noted.wait_for_function("history.state.y === 700")
    assert noted.evaluate("history.state.liumai") == "noted"


def test_what_a_script_notes_in_the_history_is_there_when_the_reader_comes_back(noted):
    _follow(noted, ".md-tabs a[href*='/guide/']", "#checklist")
    noted.go_back()
    noted.wait_for_selector("#level-3")
    assert noted.evaluate("history.state.liumai") == "noted"


def test_filter_and_comparison_work_when_swapped_in(swapping):
    page = swapping
    _follow(page, ".md-tabs a[href$='six-veins-2006/']", ".criteria")
    _follow(page, ".md-nav--primary a[href$='/cases/']", "case-filter")
    page.locator("case-filter select[name=verdict]").select_option("inapplicable")
    page.wait_for_url("**/cases/?verdict=inapplicable")
    assert page.locator("article.case--compliant:visible").count() == 0
    page.locator("case-filter select[name=criterion]").select_option("teamwork")
    page.go_back()
    page.wait_for_url("**/cases/?verdict=inapplicable")
    assert page.locator("case-filter select[name=criterion]").input_value() == ""

    _follow(page, ".md-nav--primary a[href$='/compare/']", "level-compare h2")
    page.locator("level-compare select[name=left-level]").first.select_option(index=2)
    page.wait_for_url("**/compare/?left=**")
    page.go_back()
    page.go_back()
    page.wait_for_selector("case-filter")
    assert page.locator("case-filter select[name=verdict]").input_value() == "inapplicable"
    assert page.locator("article.case--compliant:visible").count() == 0


@pytest.mark.parametrize("language", ["", "en/"])
def test_cases_are_chosen_by_difficulty_and_setting(open_page, rubric, language):
    page = open_page(f"{language}cases/")
    page.locator("case-filter select[name=difficulty]").select_option("hard")
    page.locator("case-filter select[name=setting]").select_option("sales")
    assert page.url.endswith("cases/?difficulty=hard&setting=sales")
    fitting = [
        case.id
        for level in rubric.level.values()
        for case in level.cases
        if (case.difficulty, case.setting) == ("hard", "sales")
    ]
    shown = page.locator("case-filter article:visible").evaluate_all("all => all.map((each) => each.id)")
    assert shown == fitting
    with page.expect_download() as download:
        page.locator("case-filter [data-part=csv]").click()
    table = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert table[0].startswith("id,criterion,level,verdict,status,difficulty,setting,neighbour")
    assert len(table) == len(fitting) + 1


@pytest.mark.parametrize(
    "path",
    [
        "",
        "six-veins-2006/teamwork/#level-3",
        "cases/?verdict=compliant&level=2",
        f"calculator/#a={VECTOR}",
    ],
)
def test_the_language_link_keeps_page_query_and_anchor(open_page, served, path):
    page = open_page(path)
    page.locator(".other-language a").click()
    page.wait_for_url(f"{served.address}en/{path}")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".other-language a").click()
    page.wait_for_url(f"{served.address}{path}")
    assert page.evaluate("document.documentElement.lang") == "zh"


def test_the_language_link_follows_swapped_pages(open_page, served):
    page = open_page("en/")
    page.wait_for_load_state("networkidle")
    _follow(page, ".md-content a[href*='teamwork/']", "#level-3")
    page.evaluate("location.hash = 'level-3'")
    page.locator(".other-language a").click()
    page.wait_for_url(f"{served.address}six-veins-2006/teamwork/#level-3")


def test_the_language_link_needs_no_script(open_page, served):
    page = open_page("en/six-veins-2006/teamwork/", java_script_enabled=False)
    page.locator(".other-language a").click()
    page.wait_for_url(f"{served.address}six-veins-2006/teamwork/")


def test_an_unknown_address_leads_home(open_page, served):
    page = open_page("en/no/such/page/", faulty=True)
    page.get_by_role("link", name="Start from the home page").click()
    page.wait_for_url(f"{served.address}en/")
