"""A team's table in the page: read by the core in its worker, shown, filtered, exported; nothing kept, nothing sent."""

import csv
import io
import json
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from liumai.analysis.scored_file import ScoredFile
from liumai.formats.group_file import read_appraisals
from liumai.formats.group_json import team_data
from tests.support.group_files import HEAD, rows, write
from tests.support.page_checks import accessible

START = 90_000
MAIN = "six-veins-2006"


def opened(page, file):
    page.locator("team-view input[type=file]").set_input_files(file)
    return read(page)


def read(page):
    page.wait_for_selector("team-view[data-read=true]", timeout=START)
    return page


def view(page, name):
    page.locator(f"[name=team-view][value={name}]").check()


def names(page):
    return page.locator(".paged__table tbody th > span").all_inner_texts()


def count(page):
    return page.locator(".paged__count").inner_text()


def expected(rubrics, file):
    reading = ScoredFile(rubrics)
    kind = {"xlsx": "xlsx", "csv": "csv", "ndjson": "lines"}[file.suffix[1:]]
    reading.take_all(read_appraisals(kind, file.read_bytes(), rubrics, MAIN))
    return team_data(reading)


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "dark"), ("en/", 390, "light")])
def test_the_example_is_scored_and_every_view_is_accessible(open_page, language, width, scheme):
    page = open_page(f"{language}team/", width=width, color_scheme=scheme)
    accessible(page)
    page.locator("[data-act=example]").click()
    read(page)
    expect(page.locator("[data-part=summary]")).to_contain_text("21")
    for one in ("people", "teams", "checks", "returned", "problems"):
        view(page, one)
        expect(page.locator(".paged__table tbody tr").first).to_be_visible()
        accessible(page)
    page.locator("[data-part=totals-figure] summary").click()
    accessible(page)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "ndjson"])
def test_what_the_page_shows_is_what_the_core_says(open_page, rubrics, tmp_path, kind):
    listed = rows(60)
    listed[7][4] = "oops" if kind != "ndjson" else 9
    file = write(tmp_path / f"team.{kind}", listed)
    whole = expected(rubrics, file)
    page = opened(open_page("en/team/"), file)
    expect(page.locator("[data-part=summary]")).to_have_text("59 appraisals scored; rows not read: 1.")
    assert names(page) == [one["subject"] for one in whole["appraisals"]][:50]
    assert count(page) == "1–50 of 59"
    totals = page.locator("tbody .paged--total").all_inner_texts()
    assert totals == [f"{one['total']:g}" for one in whole["appraisals"]][:50]
    view(page, "teams")
    shown = page.locator(".paged__table tbody tr").all()
    assert [row.locator(".paged--mean").inner_text() for row in shown] == [
        one["mean"]["shown"] for one in whole["teams"]
    ]
    counts = page.evaluate(
        "[...document.querySelectorAll('[data-part=totals-figures] tbody tr')].map(row => [...row.children].map(c => Number(c.textContent)))"
    )
    tallied = {}
    for one in whole["appraisals"]:
        tallied[one["total"]] = tallied.get(one["total"], 0) + 1
    assert dict(counts) == tallied
    view(page, "problems")
    place = page.locator(".paged__table tbody tr").first.inner_text()
    if kind == "xlsx":
        assert re.search(rf"{MAIN} row 9\s+column E 团队合作\s+found oops", place)
    elif kind == "csv":
        assert re.search(r"row 9\s+column E 团队合作\s+found oops", place)
    else:
        assert re.search(r"row 8\s+–\s+criteria.teamwork.score: found 9", place)


def test_the_table_is_sorted_filtered_and_turned(open_page, tmp_path):
    page = opened(open_page("en/team/"), write(tmp_path / "team.csv", rows(130)))
    assert count(page) == "1–50 of 130"
    page.get_by_role("button", name="Next", exact=True).click()
    assert count(page) == "51–100 of 130" and names(page)[0] == "员工00050"
    page.get_by_role("button", name="Total").click()
    heading = page.locator("th.paged--total")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    lowest = [float(text) for text in page.locator("td.paged--total").all_inner_texts()]
    assert lowest == sorted(lowest) and count(page) == "1–50 of 130"
    page.get_by_role("button", name="Total").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    highest = [float(text) for text in page.locator("td.paged--total").all_inner_texts()]
    assert highest == sorted(highest, reverse=True) and highest[0] > lowest[0]
    page.locator("[data-part=manager]").fill("主管0003")
    expect(page.locator(".paged__count")).to_have_text("1–12 of 12")
    page.locator("[data-part=search]").fill("00040")
    expect(page.locator(".paged__count")).to_have_text("1–1 of 1")
    page.locator("[data-part=search]").fill("nobody")
    expect(page.locator(".paged__count")).to_have_text("None.")
    page.locator("[data-part=filters] [type=reset]").click()
    expect(page.locator(".paged__count")).to_have_text("1–50 of 130")
    page.locator("[data-part=finding]").select_option("hr-verify")
    page.locator("[data-part=band]").select_option("meets")
    expect(page.locator("tbody .paged--band").first).to_have_text("Meets expectations")


def test_hr_ticks_off_what_it_has_seen_and_opens_one_in_the_calculator(open_page, tmp_path):
    page = opened(open_page("en/team/"), write(tmp_path / "team.csv", rows(3)))
    link = page.locator(".paged--open a").first.get_attribute("href")
    assert link.startswith(f"../calculator/#a={MAIN}:")
    view(page, "checks")
    expect(page.locator("[data-part=checked]")).to_contain_text("0 of 3 done")
    page.get_by_role("checkbox", name="员工00001: done").check()
    expect(page.locator("[data-part=checked]")).to_contain_text("1 of 3 done")
    view(page, "people")
    view(page, "checks")
    expect(page.get_by_role("checkbox", name="员工00001: done")).to_be_checked()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_results_are_downloaded_whole_and_run_nothing(open_page, tmp_path, kind):
    listed = rows(4)
    listed[1][0] = "=1+1"
    listed[2][5] = 7.5
    page = opened(open_page("en/team/"), write(tmp_path / "team.csv", listed))
    with page.expect_download(timeout=START) as caught:
        page.locator(f"[data-act=export][data-kind={kind}]").click()
    assert caught.value.suggested_filename == f"team-liumai.{kind}"
    file = tmp_path / f"out.{kind}"
    caught.value.save_as(file)
    if kind == "csv":
        table = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        assert table[2][2] == "'=1+1"
    else:
        book = openpyxl.load_workbook(file)
        assert book.sheetnames == ["Appraisals", "Teams", "HR checks", "Returned", "Not read"]
        table = [[cell.value for cell in row] for row in book["Appraisals"]]
        assert table[2][2] == "=1+1" and book["Appraisals"]["C3"].data_type == "s"
    assert len(table) == 5 and "found 7.5" in table[3][-1]


@pytest.mark.proof
def test_twenty_thousand_appraisals_and_the_browser_stays_at_hand(open_page, rubrics, tmp_path):
    file = write(tmp_path / "large.csv", rows(20_000))
    page = open_page("en/team/")
    page.locator("team-view input[type=file]").set_input_files(file)
    expect(page.locator("[data-part=read]")).to_contain_text("of about 20,00", timeout=START)
    page.locator("[data-part=rubric]").select_option("six-veins-revised")  # the page answers while it reads
    page.wait_for_selector("team-view[data-read=true]", timeout=240_000)
    expect(page.locator("[data-part=summary]")).to_contain_text("20,000 appraisals scored; rows not read: 0.")
    view(page, "teams")
    assert count(page) == "1–50 of 1667"
    whole = expected(rubrics, file)
    totals = sum(one["count"] * one["total"] for one in whole["rubrics"][0]["totals"])
    shown = page.evaluate(
        "[...document.querySelectorAll('[data-part=totals-figures] tbody tr')].reduce((sum, row) => sum + row.children[0].textContent * row.children[1].textContent, 0)"
    )
    assert shown == totals


@pytest.mark.proof
def test_one_row_more_than_the_page_takes_is_said(open_page, tmp_path):
    page = open_page("en/team/")
    page.locator("team-view input[type=file]").set_input_files(write(tmp_path / "large.csv", rows(20_001)))
    page.wait_for_selector("team-view[data-read=true]", timeout=240_000)
    view(page, "problems")
    expect(page.locator(".paged__table")).to_contain_text("at most 20000")


def test_reading_stops_when_asked_and_nothing_is_kept(open_page, tmp_path):
    page = open_page("en/team/")
    page.locator("team-view input[type=file]").set_input_files(write(tmp_path / "large.csv", rows(20_000)))
    expect(page.locator("[data-part=read]")).to_contain_text("of about", timeout=START)
    page.locator("[data-act=stop]").click()
    expect(page.locator("[data-part=said]")).to_have_text("Stopped. Nothing was kept.", timeout=START)
    expect(page.locator("[data-part=result]")).to_be_hidden()
    expect(page.locator("[data-part=reading]")).to_be_hidden()
    opened(page, write(tmp_path / "small.csv", rows(2)))
    expect(page.locator("[data-part=summary]")).to_contain_text("2 appraisals scored")
    assert page.evaluate("localStorage.length + sessionStorage.length") == page.evaluate(
        "Object.keys({...localStorage, ...sessionStorage}).filter(key => !key.includes('员工')).length"
    )


NO_TABLES = [
    ("a.xlsx", b"PK\x03\x04 not really", "found no workbook that can be read"),
    ("a.csv", b"\x00\x01\x02", "found bytes that are no text"),
    ("a.csv", b"a,b\n1,2\n", "found no row of headings"),
    ("a.yaml", b"rubric: x", "expected a file of CSV, XLSX or NDJSON"),
]


def test_what_is_no_table_is_refused_in_words(open_page):
    page = open_page("en/team/")
    for name, raw, words in NO_TABLES:
        file = {"name": name, "mimeType": "", "buffer": raw}
        page.locator("team-view input[type=file]").set_input_files(file)
        expect(page.locator("team-view")).to_contain_text(words, timeout=START)
    accessible(page)


def test_a_file_may_be_dropped_and_another_opened_after_it(open_page, tmp_path):
    page = open_page("en/team/")
    text = write(tmp_path / "team.csv", rows(5)).read_text("utf-8-sig")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.csv"));
            document.querySelector("team-view").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    read(page)
    expect(page.locator("[data-part=summary]")).to_contain_text("5 appraisals scored")
    opened(page, write(tmp_path / "more.csv", rows(6)))
    expect(page.locator("[data-part=summary]")).to_contain_text("6 appraisals scored")


def test_an_empty_table_from_the_page_is_filled_in_and_read(open_page, tmp_path):
    page = open_page("team/")
    for kind in ("xlsx", "csv"):
        with page.expect_download() as caught:
            page.locator(f"a[download][href$='{MAIN}.{kind}']").click()
        file = tmp_path / f"filled.{kind}"
        caught.value.save_as(file)
        if kind == "xlsx":
            book = openpyxl.load_workbook(file)
            book.worksheets[0].append(["甲", "李", "2006Q2", None, None, *[3] * 6])
            book.save(file)
        else:
            assert file.read_text("utf-8-sig").split(",")[:3] == HEAD[:3]
            file.write_bytes(file.read_bytes() + f"甲,李,2006Q2,{MAIN},,3,3,3,3,3,3\r\n".encode())
        opened(page, file)
        expect(page.locator("[data-part=summary]")).to_have_text("1 份评估已计分，0 行读取失败。")
        expect(page.locator("td.paged--total")).to_have_text("18")


def test_print_shows_every_row(open_page, tmp_path):
    page = opened(open_page("en/team/"), write(tmp_path / "team.csv", rows(120)))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(names(page)) == 120
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(names(page)) == 50


def test_several_rubrics_in_one_file_are_told_apart(open_page, tmp_path):
    lines = [
        {"rubric": rubric, "subject": rubric, "criteria": {"passion": {"score": 3}}}
        for rubric in (MAIN, "nine-swords", MAIN)
    ]
    file = tmp_path / "two.ndjson"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    page = opened(open_page("en/team/"), file)
    assert names(page) == [MAIN, MAIN]
    page.locator("[data-part=of-rubric]").select_option("nine-swords")
    expect(page.locator(".paged__count")).to_have_text("1–1 of 1")


DOUBTFUL = ["员工名", "主管", "时段", "客户第一", "Team work", "拥抱变化", "诚信", "激情", "敬业"]


@pytest.mark.parametrize("language", ["", "en/"])
def test_columns_whose_headings_are_not_known_are_asked_about(open_page, tmp_path, language):
    file = tmp_path / "team.csv"
    file.write_text("\n".join([",".join(DOUBTFUL), "甲,李,2006Q2,3,3,2,4,3,3"]), encoding="utf-8")
    page = open_page(f"{language}team/")
    page.locator("team-view input[type=file]").set_input_files(file)
    form = page.locator("[data-part=mapping]")
    expect(form).to_be_visible(timeout=START)
    accessible(page)
    expect(page.locator("[data-part=result]")).to_be_hidden()
    labels = form.locator("label > span").all_inner_texts()
    assert ["员工名" in labels[0], "Team work" in labels[1], len(labels)] == [True, True, 2]
    selects = form.locator("select")
    assert [select.input_value() for select in selects.all()] == ["subject", "teamwork"]
    selects.nth(0).select_option("-")
    form.get_by_role("button").click()
    read(page)
    expect(form).to_be_hidden()
    expect(page.locator("td.paged--total")).to_have_text("18")
    view(page, "problems")
    expect(page.locator(".paged__table")).to_contain_text("Team work")
    with page.expect_download(timeout=START) as caught:
        page.locator("[data-act=export][data-kind=csv]").click()
    caught.value.save_as(tmp_path / "again.csv")
    page.reload()
    opened(page, tmp_path / "again.csv")  # the export's headings are known
    expect(page.locator("td.paged--total")).to_have_text("18")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Team work" not in kept and "员工名" not in kept
