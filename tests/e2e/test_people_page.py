"""My people: what the browser keeps, by person and period; to another device and back."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.calculator_page import SHEET, START, appraisal_of, result_of, tap, tool, tools_part
from tests.support.page_checks import accessible

ROOT = Path(__file__).resolve().parents[2]
ROOTS = {"zh": "", "en": "en/"}
CRITERIA = ("customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment")


def appraisal(subject, period, score=3, text="", rubric="six-veins-2006"):
    cases = [{"level": 3, "verdict": "compliant", "text": text}] if text else []
    entry = {"score": score} | ({"cases": cases} if cases else {})
    names = {"subject": subject, "period": period} if subject or period else {}
    return {"rubric": rubric, **names, "criteria": {name: dict(entry) for name in CRITERIA}}


def stored(page, *values):
    """Store drafts as the calculator does, and load the page anew."""
    page.evaluate(
        """values => {
          const site = new URL("./", new URL(document.querySelector("my-people").getAttribute("rubrics").split(" ")[0], document.baseURI)).pathname;
          values.forEach((value, index) => {
            const draft = { id: `made-${index}`, revision: "x", saved: Date.now() - 1000 + index, edited: true, value };
            localStorage.setItem(`liumai ${site} aside ${draft.id}`, JSON.stringify(draft));
          });
        }""",
        list(values),
    )
    page.reload()
    expect(page.locator("[data-draft]")).to_have_count(len(values))
    expect(page.locator(".people__state:empty")).to_have_count(0, timeout=START)


def row(page, name):
    return page.locator(f'[data-draft][data-name="{name}"]')


def choose(page, name, text):
    page.locator("my-people input[type=file]").set_input_files(
        {"name": name, "mimeType": "", "buffer": text.encode()}
    )


def lines(*values):
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def listed(page):
    return sorted(one.get_attribute("data-name") for one in page.locator("[data-draft]").all())


def test_several_people_rated_one_after_the_other_are_all_listed_and_open_again(open_page):
    page = open_page("calculator/")
    result_of(page)
    for number in range(12):
        page.locator(f"{SHEET} [data-field=subject]").fill(f"员工{number}")
        page.locator(f"{SHEET} [data-field=period]").fill("2006Q2")
        tap(page, "teamwork", number % 5)
        expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text(str(number % 5))
        tool(page, "new-person").click()
        expect(page.locator(f"{SHEET} [data-field=subject]")).to_have_value("")
        expect(page.locator(f"{SHEET} [data-field=subject]")).to_be_focused()
    page.locator("calculator-tools a[href$='people/']").click()
    expect(page.locator("[data-draft]")).to_have_count(12)
    first = row(page, "员工3 2006Q2")
    expect(first.locator("[data-slot=result]")).to_have_text("3 / 30", timeout=START)
    expect(first.locator("[data-slot=state]")).to_have_text("没评完")
    first.locator("[data-slot=open]").click()
    expect(page.locator(f"{SHEET} [data-field=subject]")).to_have_value("员工3")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3", timeout=START)
    assert "#draft" not in page.url
    page.go_back()
    expect(page.locator("[data-draft]")).to_have_count(12)


def test_how_far_each_is_and_what_is_still_to_do_is_what_the_core_says(open_page):
    page = open_page("en/people/")
    expect(page.locator("[data-part=empty]")).to_be_visible()
    stored(
        page, appraisal("Lee", "2006Q2", 3, "a deed"), appraisal("Wu", "2006Q2", 3), appraisal("Wu", "", 2)
    )
    assert listed(page) == ["Lee 2006Q2", "Wu 2006Q2", "Wu No period given"]
    lee, wu = row(page, "Lee 2006Q2"), row(page, "Wu 2006Q2")
    expect(lee.locator("[data-slot=state]")).to_have_text("Done")
    expect(lee.locator("[data-slot=result]")).to_have_text(re.compile(r"^18 / 30 · "))
    written = re.compile("Cases in writing")
    expect(wu.locator("[data-slot=duties-all] li").filter(has_text=written)).to_have_count(1)
    expect(lee.locator("[data-slot=duties-all] li").filter(has_text=written)).to_have_count(0)
    expect(page.locator(".people__person h2")).to_have_text(["Wu", "Lee"])


def test_a_print_is_noted(open_page):
    page = open_page("en/calculator/")
    result_of(page)
    page.locator(f"{SHEET} [data-field=subject]").fill("Lee")
    tap(page, "teamwork", 2)
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("2")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.goto(page.url.split("calculator/")[0] + "people/")
    expect(page.locator("[data-slot=printed]")).to_contain_text("printed")


def test_the_next_quarter_begins_with_the_ratings_and_without_the_cases(open_page):
    page = open_page("en/people/")
    stored(page, appraisal("Lee", "2006Q4", 3, "a deed"))
    row(page, "Lee 2006Q4").locator("[data-act=copy-next]").click()
    page.wait_for_url("**/calculator/**")
    expect(page.locator(f"{SHEET} [data-field=period]")).to_have_value("2007Q1")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("18", timeout=START)
    assert "a deed" not in json.dumps(appraisal_of(page))
    page.goto(page.url.split("calculator/")[0] + "people/")
    expect(page.locator("[data-draft]")).to_have_count(2)
    row(page, "Lee 2006Q4").locator("[data-act=copy-next]").click()
    expect(page.locator("[data-part=said]")).to_contain_text("There is one for 2007Q1")


def test_a_quarter_is_compared_with_the_one_before(open_page):
    page = open_page("people/")
    stored(
        page, appraisal("张三", "2006Q1", 2), appraisal("张三", "2006Q2", 3), appraisal("李四", "2006Q2", 3)
    )
    expect(row(page, "张三 2006Q1").locator("[data-act=compare]")).to_be_hidden()
    expect(row(page, "李四 2006Q2").locator("[data-act=compare]")).to_be_hidden()
    row(page, "张三 2006Q2").locator("[data-act=compare]").click()
    dialog = page.locator("[data-part=dialog-compare]")
    assert dialog.locator("thead th").all_inner_texts()[1:] == ["2006Q1", "2006Q2"]
    cells = dialog.locator("tbody tr").first.locator("td")
    assert cells.all_inner_texts() == ["2", "3"]
    total = dialog.locator("tbody tr").nth(len(CRITERIA)).locator("td")
    assert total.all_inner_texts() == ["12", "18"]


def test_the_export_is_read_by_the_command_line_and_by_another_device(open_page, tmp_path):
    page = open_page("people/")
    values = [appraisal("张三", "2006Q2", 3, "一件事"), appraisal("李四", "2006Q2", 2.5)]
    stored(page, *values)
    with page.expect_download() as downloading:
        page.locator("[data-act=export]").click()
    path = tmp_path / downloading.value.suggested_filename
    assert path.suffix == ".ndjson"
    downloading.value.save_as(path)
    command = [Path(sys.executable).with_name("liumai"), "batch", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert sorted(json.loads(line)["total"] for line in done.stdout.splitlines()) == [15, 18]
    other = open_page("en/people/")
    choose(other, path.name, path.read_text(encoding="utf-8"))
    expect(other.locator("[data-part=import-counts]")).to_have_text("New: 2")
    other.locator("[data-act=import]").click()
    expect(other.locator("[data-part=said]")).to_have_text("Imported: 2.")
    assert listed(other) == ["张三 2006Q2", "李四 2006Q2"]
    other.goto(other.url.replace("people/", "team/"))
    other.locator("team-view input[type=file]").set_input_files(path)
    expect(other.locator("team-view [data-part=summary]")).to_contain_text("2", timeout=START)


@pytest.mark.parametrize(("choice", "after"), [("mine", {18.0}), ("theirs", {12.0}), ("both", {18.0, 12.0})])
def test_an_import_asks_where_one_differs(open_page, choice, after):
    page = open_page("en/people/")
    stored(page, appraisal("Lee", "2006Q2", 3), appraisal("Wu", "2006Q2", 3))
    text = lines(
        {**appraisal("Lee", "2006Q2", 2), "manager": "M"},
        appraisal("Wu", "2006Q2", 3),
        appraisal("Wu", "2006Q3"),
    )
    choose(page, "team.ndjson", text)
    counts = page.locator("[data-part=import-counts] li")
    expect(counts).to_have_count(3)
    assert [one.split(":")[0] for one in counts.all_inner_texts()] == [
        "New", "The same as here", "Different from those here",
    ]  # fmt: skip
    question = page.locator("[data-part=import-list] fieldset")
    expect(question).to_have_count(1)
    expect(question.locator("input[value=both]")).to_be_checked()
    question.locator(f"input[value={choice}]").check()
    page.locator("[data-act=import]").click()
    expect(page.locator("[data-part=import]")).to_be_hidden()
    totals = row(page, "Lee 2006Q2").locator("[data-slot=result]")
    expect(totals).to_have_count(len(after))
    expect(page.locator(".people__state:empty")).to_have_count(0)
    assert {float(text.split(" / ")[0]) for text in totals.all_inner_texts()} == after
    expect(row(page, "Wu 2006Q3")).to_have_count(1)


def test_a_line_that_cannot_be_read_is_told_and_the_others_are_imported(open_page):
    page = open_page("en/people/")
    text = lines(appraisal("Lee", "2006Q2")) + "nonsense\n" + lines({"rubric": "six-veins-2006"})
    choose(page, "a.ndjson", text)
    faults = page.locator("[data-part=import-faults] li")
    expect(faults).to_have_count(2, timeout=START)
    expect(faults.nth(0)).to_contain_text("line 2")
    expect(faults.nth(1)).to_contain_text("line 3")
    expect(page.locator("[data-part=import-counts]")).to_have_text("New: 1")
    choose(page, "one.yaml", "rubric: six-veins-2006\nsubject: Wu\ncriteria: {teamwork: {score: 2}}\n")
    expect(faults).to_have_count(0)
    page.locator("[data-act=import]").click()
    assert listed(page) == ["Wu No period given"]


def test_one_is_erased_and_all_are(open_page):
    page = open_page("people/")
    stored(page, appraisal("张三", "2006Q2"), appraisal("李四", "2006Q2"))
    row(page, "张三 2006Q2").locator("[data-act=erase]").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-draft]")).to_have_count(2)
    row(page, "张三 2006Q2").locator("[data-act=erase]").click()
    dialog = page.locator("[data-part=dialog-erase]")
    expect(dialog).to_contain_text("张三 2006Q2")
    dialog.locator("[data-slot=confirm]").click()
    expect(page.locator("[data-draft]")).to_have_count(1)
    page.evaluate("localStorage.setItem('of another site', '1')")
    page.locator("[data-act=erase-all]").click()
    page.locator("[data-part=dialog-erase-all] [data-slot=confirm]").click()
    expect(page.locator("[data-part=empty]")).to_be_visible()
    keys = page.evaluate("Object.keys(localStorage).filter(key => !key.startsWith('/'))")
    assert keys == ["of another site"]


def test_a_storage_that_is_full_or_forbidden_is_told(open_page):
    page = open_page("en/people/")
    page.evaluate("""() => {
      for (let size = 1 << 22; size; size >>= 1) {
        for (;;) try { localStorage.setItem("filler" + size, (localStorage.getItem("filler" + size) ?? "") + "x".repeat(size)) } catch { break }
      }
    }""")
    choose(page, "a.ndjson", lines(appraisal("Lee", "2006Q2")))
    page.locator("[data-act=import]").click()
    expect(page.locator("[data-part=said]")).to_contain_text("No more room")
    page.evaluate("localStorage.clear()")
    forbidden = page.context.new_page()
    forbidden.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    forbidden.goto(page.url)
    expect(forbidden.locator("[data-check-storage]")).to_be_visible()
    expect(forbidden.locator("[data-part=empty]")).to_be_visible()


def test_whether_the_browser_has_promised_to_keep_them_is_said_and_asked_for_once_there_is_something(
    open_page,
):
    page = open_page("en/people/")
    expect(page.locator("[data-part=promise]")).to_contain_text("has not promised")
    page.context.add_init_script("""
      window.asked = 0;
      StorageManager.prototype.persist = async () => { window.asked += 1; return true; };
    """)
    page.goto(page.url.replace("people/", "calculator/"))
    result_of(page)
    tap(page, "teamwork", 2)
    expect(tools_part(page, "kept")).to_have_attribute("data-status", "kept")
    assert page.evaluate("asked") == 0
    page.locator(f"{SHEET} [data-field=subject]").fill("Lee")
    page.wait_for_function("asked === 1")
    page.locator(f"{SHEET} [data-field=period]").fill("2006Q2")
    page.wait_for_timeout(300)
    assert page.evaluate("asked") == 1


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("zh", 390, "light"), ("en", 390, "dark"), ("zh", 1280, "dark"), ("en", 1280, "light")],
)
def test_the_page_is_accessible(open_page, language, width, scheme):
    page = open_page(
        f"{ROOTS[language]}people/", width=width, height=844, color_scheme=scheme, bypass_csp=True
    )
    stored(page, appraisal("张三", "2006Q1", 2), appraisal("张三", "2006Q2", 3, "事"), appraisal("", "", 0.5))
    accessible(page)
    choose(page, "a.ndjson", lines(appraisal("张三", "2006Q2", 1)) + "nonsense\n")
    expect(page.locator("[data-part=import]")).to_be_visible()
    accessible(page)
    row(page, "张三 2006Q2").locator("[data-act=compare]").click()
    accessible(page)
