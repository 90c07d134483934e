"""A self-appraisal and the manager's side by side, in the page."""

import re

import pytest
from playwright.sync_api import expect

from liumai.analysis.comparison import differences
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.page_checks import accessible

OWN = "six-veins-2006:mmmpu.mmmmu.mmmuu.mmmuu.mmmuu.mmpuu"
MANAGERS = "six-veins-2006:mmpuu.mmmuu.mmmuu.mmmuu.mpuuu.mmm--"
START = 60_000


def compared(page):
    page.wait_for_selector("two-readings .compared", timeout=START)
    return page


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "dark"), ("en/", 390, "light")])
def test_the_pair_of_a_link_is_compared_as_the_core_does(open_page, rubrics, rubric, language, width, scheme):
    page = open_page(f"{language}readings/#a={OWN}&b={MANAGERS}", width=width, color_scheme=scheme)
    compared(page)
    own, managers = (from_vector(vector, rubrics) for vector in (OWN, MANAGERS))
    expected = differences(rubric, own, score(rubric, own), managers, score(rubric, managers))
    told = page.locator("[data-part=talk] li").all_inner_texts()
    assert told == [getattr(parting.text, "en" if language else "zh") for parting in expected]
    for parting in expected:
        marked = page.locator(f"[data-criterion={parting.criterion}] tr[data-differs]")
        levels = marked.evaluate_all("rows => rows.map(row => Number(row.dataset.level))")
        assert levels == list(parting.levels)
    assert page.locator("tr[data-differs]").count() == sum(len(parting.levels) for parting in expected)
    expect(page.locator("[data-part=total-own]")).to_have_text("19")
    expect(page.locator("[data-part=incomplete-managers]")).to_be_visible()
    page.locator("[data-part=only]").check()
    expect(page.locator("[data-criterion=integrity]")).to_be_hidden()
    accessible(page)


def test_two_files_are_compared_and_cases_decide(open_page, tmp_path):
    own, managers = tmp_path / "own.json", tmp_path / "managers.yaml"
    own.write_text('{"rubric": "six-veins-2006", "criteria": {"teamwork": {"score": 3}}}')
    managers.write_text(
        "rubric: six-veins-2006\nevidence: recorded\nsubject: somebody\n"
        "criteria:\n  teamwork: {ratings: [met, met, met, unmet, unmet]}\n"
    )
    page = open_page("en/readings/")
    page.locator("[data-take=own] input[type=file]").set_input_files(own)
    expect(page.locator("[data-take=own] [data-part=taken]")).to_contain_text("3 of 30", timeout=START)
    page.locator("[data-take=managers] input[type=file]").set_input_files(managers)
    compared(page)
    expect(page.locator("[data-part=talk] li")).to_have_text(
        re.compile("^Teamwork: 3 from the employee, 2 from the manager")
    )
    cell = page.locator("[data-criterion=teamwork] [data-level='3'] [data-side=managers]")
    expect(cell).to_contain_text("counts as unmet by its cases")
    assert "somebody" not in page.url


def test_a_pair_of_examples_is_one_tap_away_and_its_link_can_be_sent_on(open_page):
    page = open_page("readings/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-act=pair]").first.click()
    compared(page)
    page.locator("[data-act=copy]").click()
    expect(page.locator("[data-part=said]")).to_have_text("已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(
        r"#a=six-veins-2006:[-mpu.]+&b=six-veins-2006:[-mpu.]+&r=[0-9a-f]{8}-[0-9a-f]{8}&s=[0-9a-f]{8}-[0-9a-f]{8}$",
        link,
    )
    again = compared(open_page(link.split("/where/")[1]))
    expect(again.locator("[data-part=difference]").first).to_have_text("−3")


def test_findings_of_one_side_alone_are_told_apart_and_readings_that_agree_are_said_to(open_page):
    page = compared(open_page(f"readings/#a={OWN}&b={MANAGERS}"))
    row = page.locator("tr[data-finding=hr-verify]")
    expect(row.locator("[data-side=own] [data-of=teamwork]")).to_be_visible()
    expect(row.locator("[data-side=managers] [data-part=none]")).to_be_visible()
    expect(page.locator("tr[data-finding=written-warning]")).to_be_hidden()
    page.evaluate("fragment => { location.hash = fragment }", f"a={OWN}&b={OWN}")
    expect(page.locator("[data-part=agree]")).to_be_visible(timeout=START)
    expect(page.locator("tr[data-differs]")).to_have_count(0)


def test_two_rubrics_are_refused_and_each_box_tells_its_own_faults(open_page):
    swords = "nine-swords:" + ".".join(["mmuuu"] * 9)
    page = open_page(f"readings/#a={swords}&b={OWN}")
    aside = page.locator("[data-part=aside] [data-part=faults]")
    expect(aside).to_contain_text("标准不同", timeout=START)
    expect(page.locator("[data-part=compared]")).to_be_hidden()
    page.locator("[data-take=own] [data-part=text]").fill("six-veins-2006:mm")
    page.locator("[data-take=own] [data-act=take]").click()
    expect(page.locator("[data-take=own] [data-part=faults]")).to_contain_text("6 组")
    expect(page.locator("[data-take=managers] [data-part=faults]")).to_be_hidden()
    page.locator("[data-take=own] [data-part=text]").fill(
        f"看这个 {page.url.split('#')[0]}#a={MANAGERS} 谢谢"
    )
    page.locator("[data-take=own] [data-act=take]").click()
    compared(page)
    expect(aside).to_be_hidden()


def test_a_pair_made_by_other_rules_says_so_and_whether_the_results_differ(open_page):
    page = compared(open_page(f"en/readings/#a={OWN}&b={MANAGERS}"))
    rules, own = re.search(r"&r=(\w{8})-(\w{8})&", page.url).groups()
    assert f"&s={rules}-" in page.url
    told = {side: page.locator(f"[data-take={side}] [data-part=since]") for side in ("own", "managers")}
    for box in told.values():
        expect(box).to_be_hidden()
    page.evaluate(
        "link => { location.hash = link }", f"a={OWN}&b={MANAGERS}&r=00000000-{own}&s=00000000-{'0' * 8}"
    )
    expect(told["own"]).to_contain_text("the result is the same as then")
    expect(told["managers"]).to_contain_text("the result is not the same as then")
    expect(told["managers"].locator("[data-part=same]")).to_be_hidden()
    accessible(page)
    for made, shown in ((f"{rules}-{own}", False), (f"00000000-{own}", True)):
        page.locator("[data-take=managers] [data-part=text]").fill(f"{served_at(page)}#a={OWN}&r={made}")
        page.locator("[data-take=managers] [data-act=take]").click()
        expect(told["managers"]).to_be_visible(visible=shown)


def served_at(page):
    return page.url.split("#")[0].replace("readings/", "calculator/")
