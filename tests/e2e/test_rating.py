"""Rating in the calculator: scores tapped, cases recorded, findings answered, keys pressed; all in one page."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from liumai.core.rubric import RATINGS, VERDICTS
from tests.support.calculator_page import (
    SHEET,
    appraisal_of,
    expected_of,
    level_of,
    ready,
    result_of,
    tap,
    total,
)
from tests.support.page_errors import watch

LIUMAI = Path(sys.executable).with_name("liumai")


@pytest.fixture(scope="module")
def opened(contexts, served):
    context, faults = contexts.lend(), []
    page = context.new_page()
    watch(page, served, faults)
    page.goto(f"{served.address}en/calculator/")
    ready(page)
    yield page
    contexts.take_back(context)
    assert faults == []


@pytest.fixture
def page(opened):
    """The calculator with nothing in it."""
    opened.keyboard.press("Escape")
    opened.locator(f"{SHEET} button[type=reset]").click()
    sure = opened.locator("dialog[open] [data-tool=confirm]")
    if sure.count():
        sure.click()
    opened.wait_for_function(
        "!location.hash && document.querySelector('appraisal-calculator').result?.total === 0"
    )
    expect(total(opened)).to_have_text("0")
    return opened


def test_a_score_is_tapped_and_the_core_spells_it_out(page, rubrics):
    tap(page, "teamwork", 2.5)
    expect(total(page)).to_have_text("2.5")
    assert appraisal_of(page)["criteria"]["teamwork"] == {
        "ratings": ["met", "met", "partial", "unmet", "unmet"]
    }
    expect(page.locator(f"{SHEET} [data-criterion=teamwork] [aria-pressed=true]")).to_have_text("2.5")
    assert result_of(page) == expected_of(rubrics, appraisal_of(page))


def test_a_half_point_by_exception_says_so(page, rubric):
    note = level_of(page, "customer-first", 1).locator(".level__exception")
    expect(note).to_be_hidden()
    tap(page, "customer-first", 0.5)
    expect(note).to_be_visible()
    expect(note).to_contain_text(rubric.criterion["customer-first"].levels[0].half_point_note.en)
    assert level_of(page, "teamwork", 1).locator(".level__exception").count() == 0


def test_meaning_and_cases_open_in_place(page, rubric):
    link = level_of(page, "integrity", 3).locator("[data-act=explain]")
    address = page.url
    link.click()
    shown = level_of(page, "integrity", 3).locator(".explained")
    level = rubric.criterion["integrity"].levels[2]
    expect(shown).to_contain_text(level.meaning.en.split("\n")[0])
    for case in level.cases:
        expect(shown).to_contain_text(case.text.en)
    expect(link).to_have_attribute("aria-expanded", "true")
    assert page.url.split("#")[0] == address.split("#")[0]
    link.click()
    expect(shown).to_be_hidden()


def test_cases_decide_once_they_are_read_and_a_finding_leads_to_its_field(page, rubrics):
    tap(page, "teamwork", 3)
    expect(total(page)).to_have_text("3")
    page.locator(f"{SHEET} .choice", has=page.locator("[value=recorded]")).click()
    expect(total(page)).to_have_text("2")  # level 3 is awarded on evidence, and there is none
    finding = page.locator(f"{SHEET} [data-criterion=teamwork] [data-finding-here=case-required]")
    finding.locator("button").click()
    text = level_of(page, "teamwork", 3).locator("[data-case] textarea")
    expect(text).to_be_focused()
    page.keyboard.type("Shared the checklist with two other teams")
    expect(total(page)).to_have_text("3")
    expect(finding).to_be_hidden()
    written = page.locator(f"{SHEET} [data-actor=manager] [data-finding=written-cases] [data-of=teamwork]")
    expect(written).to_have_attribute("data-answered", "")
    assert appraisal_of(page)["criteria"]["teamwork"]["cases"] == [
        {"level": 3, "verdict": "compliant", "text": "Shared the checklist with two other teams"}
    ]
    assert result_of(page) == expected_of(rubrics, appraisal_of(page))
    level_of(page, "teamwork", 3).locator("select").select_option("non-compliant")
    expect(total(page)).to_have_text("2")
    level_of(page, "teamwork", 3).locator("[data-act=remove-case]").click()
    assert "cases" not in appraisal_of(page)["criteria"]["teamwork"]


def test_a_justification_that_is_demanded_shows_as_answered_once_written(page):
    tap(page, "customer-first", 0.5)
    button = page.locator(
        f"{SHEET} [data-actor=manager] [data-finding=half-point-exceptional] [data-of=customer-first]"
    )
    expect(button).to_contain_text("still to do")
    button.click()
    field = page.locator(f"{SHEET} [data-criterion=customer-first] [data-field=justification]")
    expect(field).to_be_focused()
    page.keyboard.type("Good all along; the instruction was unclear")
    expect(button).to_contain_text("answered")
    assert appraisal_of(page)["criteria"]["customer-first"]["justification"].startswith("Good all along")


def test_hostile_texts_are_shown_as_text(page):
    hostile = "<img src=x onerror='window.harmed=1'><script>window.harmed=1</script>"
    level_of(page, "passion", 3).locator("[data-act=add-case]").click()
    page.keyboard.insert_text(hostile)
    page.locator(f"{SHEET} [data-field=subject]").fill(hostile)
    tap(page, "passion", 3)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert hostile in page.locator(".printout").text_content()
    assert page.locator("appraisal-calculator img").count() == 0
    assert page.evaluate("window.harmed") is None
    page.evaluate(
        "value => document.querySelector('appraisal-calculator').open(JSON.parse(value))", PROTOTYPE
    )
    expect(page.locator("[data-part=faults] li").first).to_contain_text("__proto__")
    assert page.evaluate("({}).harmed") is None


PROTOTYPE = '{"rubric": "six-veins-2006", "criteria": {"__proto__": {"harmed": 1}}}'


def test_number_keys_rate_and_move_on(page):
    level_of(page, "customer-first", 1).locator("[value=unrated]").focus()
    for key in "112":
        page.keyboard.press(key)
    expect(total(page)).to_have_text("2.5")
    expect(level_of(page, "teamwork", 1).locator("[value=unrated]")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("3")
    page.keyboard.press("k")
    assert appraisal_of(page)["criteria"]["teamwork"]["ratings"][1] == "unmet"
    level_of(page, "teamwork", 3).locator("[value=unrated]").focus()
    page.keyboard.press("m")
    expect(level_of(page, "teamwork", 3).locator(".explained")).to_be_visible()
    page.keyboard.press("c")
    expect(level_of(page, "teamwork", 3).locator("[data-case] textarea")).to_be_focused()
    page.keyboard.type("1?j")  # in a text field keys are letters
    expect(level_of(page, "teamwork", 3).locator("[data-case] textarea")).to_have_value("1?j")


def test_the_keys_are_listed_on_a_question_mark(page):
    level_of(page, "customer-first", 1).locator("[value=unrated]").focus()
    page.keyboard.press("?")
    keys = page.locator("dialog.keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Rate this level “partly met”")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(level_of(page, "customer-first", 1).locator("[value=unrated]")).to_be_focused()


def test_what_would_change_it_keeps_its_promise(page):
    for criterion in ("customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"):
        tap(page, criterion, 2.5)
    expect(total(page)).to_have_text("15")
    ways = page.locator(f"{SHEET} [data-part=moves-band] li")
    expect(ways).to_have_count(2)
    promised = re.search(r"total ([\d.]+) \((.+)\)", ways.nth(1).inner_text())
    ways.nth(1).locator("button").click()
    expect(total(page)).to_have_text(promised[1])
    expect(page.locator(f"{SHEET} [data-band]:visible")).to_contain_text(promised[2])


def test_an_example_is_tried_and_compared_with_the_original(page, rubrics):
    page.locator("[data-act=examples]").click()
    page.locator("[data-example=steady-quarter]").click()
    original = page.locator("[data-part=original]")
    expect(original).to_contain_text("A steady quarter")
    before = result_of(page)
    assert before == expected_of(rubrics, appraisal_of(page))
    expect(original.locator("button")).to_be_hidden()
    tap(page, "commitment", 5)
    expect(original).to_contain_text(
        f"Original {before['total']} · Meets expectations, now {result_of(page)['total']}"
    )
    original.locator("button").click()
    expect(total(page)).to_have_text(str(before["total"]))
    assert result_of(page) == before


def answer(page, name):
    page.locator(f".guided [data-answer={name}].guided__answer").click()


def test_guided_asks_from_level_1_up_and_stops_where_the_climb_stops(page):
    page.locator(f"{SHEET} [data-criterion=customer-first] [data-act=guide]").click()
    dialog = page.locator("dialog.guided")
    expect(dialog.locator("[data-step=happened]")).to_be_visible()
    answer(page, "no")
    answer(page, "no")
    expect(dialog.locator("[data-step=shown]")).to_be_visible()
    answer(page, "yes")
    dialog.locator("textarea").fill("Did not pass the claim on")
    answer(page, "yes")
    dialog.locator("textarea").fill("Passed another on")
    answer(page, "partial")
    expect(dialog.locator("[data-slot=end]")).to_have_text("Score: 2.5 of 5.")
    expect(dialog.locator("[data-slot=trace]")).to_contain_text("Level 3 is partly met")
    expect(dialog.locator(".climbed")).to_have_count(3)
    entry = appraisal_of(page)["criteria"]["customer-first"]
    assert entry["ratings"] == ["met", "met", "partial", "unrated", "unrated"]
    assert [(case["level"], case["verdict"]) for case in entry["cases"]] == [
        (3, "compliant"),
        (3, "non-compliant"),
    ]
    dialog.locator("[data-act=guided-back]").click()
    expect(dialog.locator("[data-step=weighed]")).to_be_visible()
    assert appraisal_of(page)["criteria"]["customer-first"]["ratings"][2] == "unrated"
    answer(page, "met")
    answer(page, "no-case")
    answer(page, "next")
    expect(dialog.locator("h2")).to_have_text("Teamwork")
    answer(page, "yes")
    answer(page, "unmet")
    answer(page, "finish")
    expect(dialog).to_be_hidden()
    expect(total(page)).to_have_text("3")
    expect(page.locator(f"{SHEET} .result h2")).to_be_focused()


def test_the_command_line_gets_what_the_page_holds(page):
    tap(page, "teamwork", 2)
    command = page.locator(f"{SHEET} [data-part=command]")
    expect(command).to_have_text(f"liumai score --vector {result_of(page)['vector']}")
    page.locator(f"{SHEET} .choice", has=page.locator("[value=recorded]")).click()
    expect(command).to_contain_text("liumai score - <<'END'")
    level_of(page, "teamwork", 2).locator("[data-act=add-case]").click()
    page.keyboard.type("It's the $HOME of `quotes`\\n")
    expect(total(page)).to_have_text("1")
    expect(command).to_contain_text("`quotes`\\\\n")  # it follows once the result is shown
    copied = command.text_content().replace("liumai score -", f"{LIUMAI} score - --format json", 1)
    done = subprocess.run(["sh", "-c", copied], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == result_of(page)


def test_the_result_is_told_aloud_and_shown_as_a_table(page):
    for criterion in ("customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"):
        tap(page, criterion, 3)
    expect(page.locator(f"{SHEET} [data-part=spoken]")).to_have_text(
        "Total 18 of 30. Partly exceeds expectations"
    )
    row = page.locator(f"{SHEET} [data-row=teamwork]")
    expect(row.locator("[data-part=row-score]")).to_have_text("3 / 5")
    expect(row.locator("[data-part=marks]")).to_have_text("● ● ● ○ ○")
    expect(page.locator(f"{SHEET} .bands-scale [data-here]")).to_have_attribute(
        "data-scale", "partly-exceeds"
    )
    expect(page.locator(f"{SHEET} [data-part=marker]")).to_have_attribute("transform", "translate(180 0)")
    tap(page, "teamwork", 0)
    tap(page, "passion", 0)
    expect(page.locator(f"{SHEET} [data-part=spoken]")).to_contain_text("Needs to step up")
    tap(page, "integrity", 0.5)
    expect(page.locator(f"{SHEET} [data-part=spoken]")).to_contain_text("Needs improvement / Unacceptable")
    expect(page.locator(f"{SHEET} .bands-scale [data-here]")).to_have_count(0)


def test_it_prints_on_one_page(page):
    page.locator("[data-act=examples]").click()
    page.locator("[data-example=deeds-on-record]").click()
    expect(total(page)).to_have_text("24")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    assert "six-veins-2006:" in page.locator(".printout").text_content()


def random_appraisal(dice, rubric):
    def entry(criterion):
        levels = range(1, len(criterion.levels) + 1)
        cases = [
            {"level": dice.choice(levels), "verdict": dice.choice(VERDICTS), "text": "…"}
            for _ in range(dice.randrange(5))
        ]
        rated = {"score": dice.randrange(2 * len(levels) + 1) / 2} if dice.random() < 0.2 else None
        return (rated or {"ratings": [dice.choice(RATINGS) for _ in levels]}) | {"cases": cases}

    evidence = dice.choice(["assumed", "recorded"])
    return {"rubric": rubric.id, "evidence": evidence, "criteria": {c.id: entry(c) for c in rubric.criteria}}


def test_random_appraisals_with_cases_score_as_the_core_scores_them(page, rubrics, rubric):
    dice = random.Random(616)
    asked = [random_appraisal(dice, rubric) for _ in range(60)]
    results = page.evaluate(
        """async all => {
            const calculator = document.querySelector('appraisal-calculator');
            const results = [];
            for (const one of all) {
                const scored = new Promise(done => calculator.addEventListener('scored', done, { once: true }));
                calculator.open(one);
                await scored;
                results.push(calculator.result);
            }
            return results;
        }""",
        asked,
    )
    assert results == [expected_of(rubrics, one) for one in asked]


def test_what_has_to_be_done_stands_under_each_party(page, rubric):
    tap(page, "customer-first", 0)
    tap(page, "teamwork", 4.5)
    expect(total(page)).to_have_text("4.5")
    result = result_of(page)
    raised = {code for one in result["criteria"] for code in one["findings"]} | set(result["findings"])
    wanted = {actor for code in raised for actor in rubric.finding[code].actors}
    assert {"manager", "hr", "division-head"} <= wanted
    shown = page.locator(f"{SHEET} [data-actor]:visible")
    assert set(shown.evaluate_all("all => all.map(one => one.dataset.actor)")) == wanted
    for actor in wanted:
        codes = page.locator(f"{SHEET} [data-actor={actor}] li[data-finding]:visible")
        told = set(codes.evaluate_all("all => all.map(one => one.dataset.finding)"))
        assert told == {code for code in raised if actor in rubric.finding[code].actors}


def test_what_is_pressed_lies_where_it_is_seen(page):
    apart = page.evaluate("""() => [...document.querySelectorAll('.sheet:not([hidden]) .rating__face')].filter((face) => {
        const [seen, pressed] = [face, face.previousElementSibling].map((one) => one.getBoundingClientRect());
        return ['x', 'y', 'width', 'height'].some((side) => Math.abs(seen[side] - pressed[side]) > 1);
    }).map((face) => face.textContent)""")
    assert apart == []
