"""The decks of slides in Chromium: from a disk, by keys, whole at both sizes, the same from the same link."""

import io
import json
import re
import zipfile
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from liumai.rubric_files.loader import load_teaching, rubric_folder
from tests.support.page_checks import accessible
from tests.support.page_errors import watch

LANGUAGES = ["", "en/"]
SIZES = [(1280, 720), (1920, 1080)]
CASES = "decks/cases/index.html"
SHUFFLED = "?criteria=teamwork,integrity&levels=2,3&cases=7&minutes=30&seed=2006"
STRICT = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

# What of a slide stands outside it or under another part of it; every slide is laid out one by one.
CUT_OFF = """() => [...document.querySelectorAll(".slides > section")].flatMap((slide, place) => {
    slide.hidden = false;
    slide.style.display = "flex";
    const box = slide.getBoundingClientRect();
    const parts = [...slide.querySelectorAll("*")].filter((each) => !each.closest(".notes") && each.checkVisibility());
    const outside = parts.filter((each) => {
        const own = each.getBoundingClientRect();
        return own.left < box.left || own.right > box.right + 0.5 || own.top < box.top || own.bottom > box.bottom + 0.5;
    });
    const overfull = slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth;
    const flow = [...slide.children].filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
    const overlapping = flow.some((own, index) => index > 0 && own.top < flow[index - 1].bottom - 0.5);
    slide.style.display = "";
    return outside.length || overfull || overlapping || !parts.length ? [place + 1] : [];
})"""
SHOWN = "() => [...document.querySelectorAll('.slides > section[data-kind=verdict]')].map((each) => each.dataset.case)"
NOW = "() => { const slide = document.querySelector('section.present'); return [slide.dataset.kind, slide.dataset.case]; }"


@pytest.fixture
def from_disk(browser, site):
    """Open a file of the site as from a disk; every error in it, and every request for anything else, fails the test."""
    contexts, faults = [], []

    def opened(path, *, size=SIZES[0], folder=site):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        page = context.new_page()
        watch(page, SimpleNamespace(address=folder.as_uri()), faults)
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def ready(page):
    page.wait_for_selector(".reveal.ready")
    return page


@pytest.mark.proof
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_any_slide_is_cut_off(from_disk, site, language, size):
    names = sorted(path.parent.name for path in (site / language / "decks").glob("*/index.html"))
    assert len(names) == 8
    for name in names:
        page = ready(from_disk(f"{language}decks/{name}/index.html", size=size))
        slides = page.locator(".slides > section").count()
        assert slides > 20
        assert page.evaluate(CUT_OFF) == [], name
        page.close()


def test_the_measure_finds_what_is_cut_off(from_disk):
    page = ready(from_disk("decks/passion/index.html"))
    page.evaluate("document.querySelector('[data-kind=case] h2').textContent += '字'.repeat(400)")
    assert len(page.evaluate(CUT_OFF)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_is_run_through_by_keys(from_disk, rubric, language):
    page = ready(from_disk(f"{language}decks/passion/index.html"))
    words = {
        name: getattr(text, language.strip("/") or "zh") for name, text in rubric.words["verdict"].items()
    }
    cases = {case.id: case for level in rubric.criterion["passion"].levels for case in level.cases}
    total = page.locator(".slides > section").count()
    seen, waiting = [], None
    while page.evaluate("document.querySelector('section.present + section') !== null"):
        kind, name = page.evaluate(NOW)
        here = page.locator("section.present")
        if kind == "case":
            assert words[cases[name].verdict] not in here.locator("h2").inner_text()
            expect(here.locator(".vote")).to_be_hidden()
            page.keyboard.press("PageDown")
            expect(here.locator(".vote")).to_be_visible()
            waiting = name
        elif kind == "verdict":
            assert name == waiting and words[cases[name].verdict] in here.locator("h2").inner_text()
            seen.append(name)
        page.keyboard.press("PageDown")
    assert seen == list(cases)
    expect(page.locator(".slide-number")).to_have_text(re.compile(rf"{total}\s*/\s*{total}"))
    page.keyboard.press("PageUp")
    expect(page.locator(".slide-number")).to_have_text(re.compile(rf"{total - 1}\s*/\s*{total}"))
    page.keyboard.press("b")
    expect(page.locator(".reveal.paused")).to_have_count(1)
    page.keyboard.press("b")
    expect(page.locator(".reveal.paused")).to_have_count(0)


def chosen(rubric, minutes, criteria, levels, count, limit, seed):
    """The cases that a shuffled link shows, by the rules that deck-selection.js states."""
    state = seed

    def roll():
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = (state ^ (state >> 15)) * (state | 1) & 0xFFFFFFFF
        mixed ^= mixed + (mixed ^ (mixed >> 7)) * (mixed | 61) & 0xFFFFFFFF
        return ((mixed ^ (mixed >> 14)) & 0xFFFFFFFF) / 2**32

    def shuffled(things):
        mixed = list(things)
        for end in range(len(mixed) - 1, 0, -1):
            other = int(roll() * (end + 1))
            mixed[end], mixed[other] = mixed[other], mixed[end]
        return mixed

    queues = [
        shuffled(level.cases)
        for criterion in rubric.criteria
        for level in criterion.levels
        if criterion.id in criteria and level.level in levels
    ]
    used, taken = minutes.opening + minutes.closing, []
    while any(queues):
        for queue in queues:
            while queue and len(taken) < count:
                case = queue.pop(0)
                if used + minutes.of(case) + minutes.verdict <= limit:
                    used += minutes.of(case) + minutes.verdict
                    taken.append(case.id)
                    break
            if len(taken) == count:
                queue.clear()
    return shuffled(taken), used


def test_a_shuffled_decks_link_reproduces_it(from_disk, open_page, rubric):
    minutes = load_teaching(rubric_folder()).minutes
    wanted, used = chosen(rubric, minutes, ("teamwork", "integrity"), (2, 3), 7, 30, 2006)
    assert 4 <= len(wanted) <= 7 and used <= 30
    for page in (
        from_disk(CASES + SHUFFLED),
        from_disk(f"en/{CASES}{SHUFFLED}"),
        open_page(CASES.removesuffix("index.html") + SHUFFLED),
    ):
        assert ready(page).evaluate(SHOWN) == wanted
        planned = page.evaluate("""() => [...document.querySelectorAll(".slides > section")]
            .reduce((sum, each) => sum + Number(each.dataset.minutes), 0)""")
        assert planned == used
        assert str(used) in page.locator("[data-part=plan]").inner_text()
    other = ready(from_disk(CASES + SHUFFLED.replace("2006", "2007"))).evaluate(SHOWN)
    assert other != wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_builder_makes_the_link_of_the_deck(open_page, language):
    page = open_page(f"{language}trainers/deck/")
    page.locator("input[value=teamwork]").check()
    page.locator("input[name=levels][value='2']").check()
    page.locator("input[name=levels][value='3']").check()
    page.locator("input[name=minutes]").fill("20")
    link = page.locator("[data-part=link]").input_value()
    assert link.endswith(f"{language}decks/cases/?criteria=teamwork&levels=2,3&minutes=20&clauses")
    rows = page.locator("[data-part=plan] tr").evaluate_all(
        "rows => rows.map((row) => [Number(row.cells[0].textContent), Number(row.cells[2].textContent)])"
    )
    at = 0
    for start, length in rows:
        assert start == at and length > 0
        at += length
    assert 15 < at <= 20 and str(at) in page.locator("[data-part=summary]").inner_text()
    page.locator("[data-part=open]").click()
    page.wait_for_url(link)
    kinds = (
        ready(page).locator(".slides > section").evaluate_all("all => all.map((each) => each.dataset.kind)")
    )
    assert kinds[:2] == ["title", "clause"] and kinds.count("clause") == 2
    assert kinds.count("verdict") == len(rows) - 4
    page.go_back()
    expect(page.locator("input[value=teamwork]")).to_be_checked()
    page.locator("input[value=shuffle]").check()
    before = page.locator("[data-part=link]").input_value()
    assert "seed=" in before and "clauses" not in before


def test_too_few_minutes_are_said(open_page):
    page = open_page("trainers/deck/?minutes=3")
    told = page.locator("[data-part=summary]")
    assert told.inner_text() == told.get_attribute("data-none")
    page = open_page("decks/cases/?minutes=3")
    assert ready(page).locator(".slides > section").count() == 2
    plan = page.locator("[data-part=plan]")
    assert plan.inner_text() == plan.get_attribute("data-empty")


@pytest.mark.parametrize("place", ["disk", "host with a strict policy"])
def test_the_speakers_window_follows_and_leads(from_disk, browser, served, rubric, place):
    if place == "disk":
        page = from_disk("decks/teamwork/index.html#/3")
        faults = []
    else:
        context, faults = browser.new_context(bypass_csp=False), []
        page = context.new_page()
        watch(page, served, faults)

        def strict(route):
            response = route.fetch()
            route.fulfill(response=response, headers=response.headers | {"content-security-policy": STRICT})

        context.route("**/index.html*", strict)
        page.goto(f"{served.address}decks/teamwork/index.html#/3")
    ready(page)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    if faults is not None:
        watch(speaker, served, faults, errors=place != "disk")
        faults.clear()
    place_of = speaker.locator("[data-part=place]")
    total = page.locator(".slides > section").count()
    expect(place_of).to_have_text(f"4 / {total}")
    page.keyboard.press("PageDown")
    expect(place_of).to_have_text(f"5 / {total}")
    speaker.locator("[data-do=forth]").click()
    expect(place_of).not_to_have_text(f"5 / {total}")
    speaker.keyboard.press("PageUp")
    expect(place_of).to_have_text(f"5 / {total}")
    while page.evaluate(NOW)[0] != "case":
        page.keyboard.press("PageDown")
    case = rubric.criterion["teamwork"].levels[0].cases[0]
    question = rubric.criterion["teamwork"].levels[0].questions[0].zh
    expect(speaker.locator("[data-part=now]")).to_contain_text(case.text.zh)
    expect(speaker.locator("[data-part=notes]")).to_contain_text(question)
    if place != "disk":
        assert faults == []
        context.close()


def test_where_no_window_opens_a_link_leads_to_the_speakers_window(from_disk):
    page = from_disk("en/decks/teamwork/index.html#/3")
    page.evaluate("window.open = () => null")
    ready(page)
    message = page.locator("[data-part=no-window]")
    expect(message).to_be_hidden()
    page.keyboard.press("s")
    expect(message).to_be_visible()
    with page.expect_popup() as popup:
        message.locator("a").click()
    place = popup.value.locator("[data-part=place]")
    expect(place).to_have_text(re.compile(r"^4 / "))
    expect(message).to_be_hidden()
    popup.value.locator("[data-do=forth]").click()
    expect(place).to_have_text(re.compile(r"^5 / "))


def test_the_speakers_window_is_accessible(open_page):
    page = open_page("decks/teamwork/?speaker", width=1280)
    expect(page.locator("[data-part=alone]")).to_be_visible()
    page.keyboard.press("PageDown")
    accessible(page)
    page = open_page("en/decks/teamwork/?speaker", width=390)
    page.locator("[data-do=forth]").click()
    accessible(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_of_every_kind_are_accessible(open_page, language):
    for name in ("teamwork", "rules", "cases"):
        page = ready(open_page(f"{language}decks/{name}/"))
        kinds = page.locator(".slides > section").evaluate_all("all => all.map((each) => each.dataset.kind)")
        for kind in dict.fromkeys(kinds):
            page.evaluate(f"location.hash = '#/{kinds.index(kind)}'")
            page.wait_for_selector(f"section.present[data-kind={kind}]")
            accessible(page)


@pytest.mark.parametrize(("query", "per_slide"), [("?print-pdf", 1), ("?print-pdf&notes", 2)])
def test_a_deck_prints_a_page_a_slide(from_disk, query, per_slide):
    page = from_disk(f"decks/passion/index.html{query}")
    page.wait_for_selector(".pdf-page")
    slides = page.locator(".pdf-page section.slide").count()
    assert slides > 50
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == slides * per_slide
    assert page.locator(".pdf-page .vote").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_of_all_decks_works_by_itself(from_disk, site, tmp_path, language):
    pack = zipfile.ZipFile(io.BytesIO((site / language / "decks" / "liumai-decks.zip").read_bytes()))
    pack.extractall(tmp_path)
    names = sorted(path.parent.name for path in tmp_path.glob("liumai-decks/*/index.html"))
    assert len(names) == 8
    page = ready(from_disk("liumai-decks/cases/index.html?cases=3", folder=tmp_path))
    assert len(page.evaluate(SHOWN)) == 3


def test_every_criterion_leads_to_its_deck(open_page):
    page = open_page("six-veins-2006/integrity/")
    page.locator("a[href$='decks/integrity/']").first.click()
    ready(page)
    assert json.loads(page.evaluate("document.body.dataset.lesson"))["opening"] > 0
