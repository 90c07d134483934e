"""An appraisal carried to a newer rubric, in the page: walked through, kept in the address, opened in the calculator."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from liumai.analysis.migration import migrate
from liumai.core.appraisal_file import read_appraisal
from liumai.core.scoring import score
from liumai.core.vector import from_vector, to_vector
from liumai.formats.yaml_file import read_file
from tests.support.page_checks import accessible

SWORDS = "nine-swords:mmmmu.mmpuu.mmuuu.mmmuu.mmumu.mmmpu.mmmuu.mpuuu.mm-uu"
REVISED = ("six-veins-2006", "six-veins-revised")
MAIN = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
START = 60_000


def opened(page):
    page.wait_for_selector("appraisal-carrier .carry", timeout=START)
    return page


def to_look_at(rubrics, changes, vector, pair):
    older, newer = (rubrics[name] for name in pair)
    carried = migrate(changes[pair], older, newer, from_vector(vector, rubrics), {})
    return [level for level in carried.levels if level.fate != "carried"]


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "light"), ("en/", 390, "dark")])
def test_the_walk_is_accessible_and_fits(open_page, language, width, scheme):
    page = opened(open_page(f"{language}carry/#a={SWORDS}", width=width, color_scheme=scheme))
    page.locator("[data-act=accept]:enabled").first.click()
    expect(page.locator("[data-level][data-reviewed]")).to_have_count(1)
    accessible(page)


def test_what_was_looked_at_counts_and_the_address_keeps_it(open_page, rubrics, changes):
    waiting = to_look_at(rubrics, changes, SWORDS, ("nine-swords", "six-veins-2006"))
    page = opened(open_page(f"en/carry/#a={SWORDS}"))
    reviewed = page.locator("[data-part=reviewed]")
    expect(reviewed).to_have_text(f"0 of {len(waiting)} levels looked at")
    page.locator("[data-act=next]").click()
    expect(page.locator(f"[data-level={waiting[0].level}]")).to_be_focused()
    page.locator("[data-level=teamwork-3] .rating--met").click()
    page.locator("[data-level=customer-first-4] [data-act=accept]").click()
    expect(reviewed).to_have_text(f"2 of {len(waiting)} levels looked at")
    page.locator("[data-part=only]").check()
    expect(page.locator("[data-level=teamwork-3]")).to_be_hidden()
    assert page.locator("[data-level]:visible").count() == len(waiting) - 2
    address = page.url
    page.reload()
    opened(page)
    expect(reviewed).to_have_text(f"2 of {len(waiting)} levels looked at")
    expect(page.locator("[data-level=teamwork-3] [value=met]")).to_be_checked()
    assert page.url == address


def test_the_end_of_the_walk_is_the_calculator(open_page, rubrics, changes):
    waiting = to_look_at(rubrics, changes, MAIN, REVISED)
    page = opened(open_page(f"carry/#a={MAIN}"))
    for level in waiting:
        page.locator(f"[data-level={level.level}] .rating--met").click()
    expect(page.locator("[data-part=reviewed]")).to_have_text(f"{len(waiting)} 级都看过了。")
    expect(page.locator("[data-part=so-far]")).to_be_hidden()
    older, newer = (rubrics[name] for name in REVISED)
    reviewed = {level.level: "met" for level in waiting}
    carried = migrate(changes[REVISED], older, newer, from_vector(MAIN, rubrics), reviewed).appraisal
    total = score(newer, carried).half_points / 2
    expect(page.locator("[data-part=after]")).to_have_text(f"{total:g}")
    page.locator("[data-part=open]").click()
    page.wait_for_function("document.querySelector('appraisal-calculator')?.result", timeout=START)
    shown = page.evaluate("document.querySelector('appraisal-calculator').result")
    assert (shown["vector"], shown["total"]) == (to_vector(carried), total)


def test_an_opened_file_is_carried_with_its_cases(open_page, rubrics, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "rubric: nine-swords\nevidence: recorded\nsubject: 某某\ncriteria:\n"
        "  collective-effort:\n    score: 3\n    cases: [{level: 3, verdict: compliant, text: 一件事}]\n",
        encoding="utf-8",
    )
    page = open_page("carry/")
    page.locator("input[type=file]").set_input_files(file)
    opened(page)
    page.locator("[data-level=teamwork-2] .rating--met").click()
    expect(page.locator("[data-level=teamwork-2][data-reviewed]")).to_be_visible()
    assert "%" not in page.url.split("#")[1] and "某" not in page.url
    with page.expect_download() as download:
        page.locator("[data-act=save]").click()
    saved = tmp_path / "saved.yaml"
    download.value.save_as(saved)
    appraisal = read_appraisal(read_file(saved).data, rubrics)
    assert (appraisal.rubric, appraisal.subject) == ("six-veins-2006", "某某")
    assert [(case.level, case.text) for case in appraisal.entries[1].cases] == [(2, "一件事")]
    assert appraisal.entries[1].ratings[1] == "met"
    page.locator("[data-act=onward]").click()
    expect(page.locator("appraisal-carrier .carry h2")).to_contain_text(rubrics["six-veins-revised"].name.zh)


REFUSED = {
    "nine-swords:mm": "9 组",
    "six-veins-revised:mmmmm.mmmmm.mmmmm.mmmmm.mmmmm.mmmmm": "之后没有记下更新的标准",
    '{"rubric": "nine-swords"}': "criteria",
    "rubric: nine-swords\ncriteria: [": "YAML",
    "<img src=x onerror=alert(1)>": "<img src",
}


def test_what_cannot_be_carried_is_refused_with_the_reason(open_page):
    page = open_page("carry/")
    faults = page.locator("[data-take] [data-part=faults]")
    for text, told in REFUSED.items():
        page.locator("[data-part=text]").fill(text)
        page.locator("[data-act=take]").click()
        expect(faults).to_contain_text(told, timeout=START)
        expect(page.locator("[data-part=step]")).to_be_hidden()
    page.locator("[data-part=text]").fill(SWORDS)
    page.locator("[data-act=take]").click()
    opened(page)
    expect(faults).to_be_hidden()


def test_the_published_changes_are_those_of_the_data(site: Path, changes):
    for (older, newer), step in changes.items():
        data = json.loads((site / "changes" / f"{older}--{newer}.json").read_text(encoding="utf-8"))
        assert (data["from"], data["to"], len(data["changes"])) == (older, newer, len(step.changes))


def test_a_link_made_by_other_rules_says_so_and_whether_the_result_differs(open_page):
    page = opened(open_page(f"carry/#a={MAIN}"))
    told = page.locator("[data-part=since]")
    expect(told).to_be_hidden()
    rules, result = page.url.split("&r=")[1].split("-")
    for made, says in (
        (f"{rules}-{result}", None),
        (f"00000000-{result}", "结果和当时一样"),
        (f"00000000-{'0' * 8}", "结果和当时不一样"),
    ):
        page.locator("[data-part=text]").fill(f"https://example.test/calculator/#a={MAIN}&r={made}")
        page.locator("[data-act=take]").click()
        expect(told).to_be_visible(visible=says is not None)
        if says:
            expect(told).to_contain_text(says)
    accessible(page)
    page = opened(open_page(f"carry/#a={MAIN}&r=00000000-{'0' * 8}"))
    expect(page.locator("[data-part=since]")).to_contain_text("结果和当时不一样")
