"""HR's tasks on the team's page: from the count to the failed rows, a sample, return lists, corrected cells, marks that last."""

import csv
import io
import json

import openpyxl
import pytest
from playwright.sync_api import expect

from liumai.analysis.return_lists import return_lists
from liumai.analysis.sampling import draw
from liumai.analysis.scored_file import ScoredFile
from liumai.formats.group_file import read_appraisals
from liumai.formats.return_tables import ReturnTables
from tests.e2e.test_team_page import MAIN, START, names, opened, view
from tests.support.group_files import rows, write
from tests.support.page_checks import accessible

HEAD = "姓名,主管,时段,案例读法,客户第一,团队合作,拥抱变化,诚信,激情,敬业"


def scored(rubrics, file):
    reading = ScoredFile(rubrics)
    reading.take_all(read_appraisals("csv", file.read_bytes(), rubrics, MAIN))
    return reading.scored


def downloaded(page, click, file):
    with page.expect_download(timeout=START) as caught:
        click()
    caught.value.save_as(file)
    return file


@pytest.mark.parametrize(("language", "width"), [("", 390), ("en/", 1280)])
def test_the_count_of_failed_rows_leads_to_them_and_their_names(open_page, tmp_path, language, width):
    listed = rows(12)
    listed[3][4] = "oops"
    listed[5][6:] = [""] * 3
    page = opened(open_page(f"{language}team/", width=width), write(tmp_path / "team.csv", listed))
    summary = page.locator("[data-part=summary]")
    expect(summary).to_have_text(
        "10 appraisals complete, 1 unfinished, 1 row not read."
        if language
        else "10 份评完，1 份没有评完，1 行读取失败。"
    )
    expect(page.locator("[data-part=count-problems]")).to_have_text(" 1")
    heading = page.locator("[data-part=result-heading]")
    expect(heading).to_be_focused()
    top = heading.evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 400, "the result is in view"
    page.locator("[data-act=show-problems]").click()
    first = page.locator(".paged__table tbody tr").first
    expect(first).to_contain_text("员工00003")
    expect(first).to_contain_text("主管0000")
    accessible(page)


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_failed_cell_is_corrected_and_scored_and_the_export_says_so(open_page, tmp_path, language):
    listed = rows(3)
    listed[1][3:] = ["oops", 3, 3, 3, 3, 3]
    page = opened(open_page(f"{language}team/"), write(tmp_path / "team.csv", listed))
    view(page, "problems")
    page.locator(".team__correct").first.click()
    dialog = page.locator("dialog[data-part=correct]")
    expect(dialog).to_contain_text("员工00001")
    accessible(page)
    dialog.locator("input").fill("9")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator("input")).to_have_attribute("aria-invalid", "true")
    dialog.locator("input").fill("3")
    dialog.locator("[type=submit]").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-part=summary]")).to_contain_text(
        "3 appraisals complete" if language else "3 份评完"
    )
    view(page, "people")
    assert names(page) == ["员工00000", "员工00001", "员工00002"]
    expect(page.locator("td.paged--total").nth(1)).to_have_text("18")
    page.locator(".team__correct").nth(1).click()
    dialog.locator("input").nth(1).fill("4")
    dialog.locator("[type=submit]").click()
    expect(page.locator("td.paged--total").nth(1)).to_have_text("19")
    export = page.locator("[data-act=export][data-kind=csv]")
    text = downloaded(page, export.click, tmp_path / "out.csv").read_text("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(text, newline="")))[1]
    noted = row["Corrected cells" if language else "改过的格"]
    assert "oops → 3" in noted and "3 → 4" in noted


def test_what_hr_has_looked_at_is_kept_with_the_export(open_page, tmp_path):
    page = opened(open_page("en/team/"), write(tmp_path / "team.csv", rows(3)))
    view(page, "checks")
    page.get_by_role("checkbox", name="员工00001: done").check()
    export = page.locator("[data-act=export][data-kind=xlsx]")
    file = downloaded(page, export.click, tmp_path / "out.xlsx")
    page.reload()
    opened(page, file)
    view(page, "checks")
    expect(page.locator("[data-part=checked]")).to_contain_text("1 of 3 done")
    expect(page.get_by_role("checkbox", name="员工00001: done")).to_be_checked()
    expect(page.get_by_role("checkbox", name="员工00002: done")).not_to_be_checked()


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_sample_is_drawn_again_by_its_seed_and_is_that_of_the_command_line(
    open_page, rubrics, tmp_path, language
):
    file = write(tmp_path / "team.csv", rows(40))
    page = opened(open_page(f"{language}team/"), file)
    view(page, "sample")
    form = page.locator("form[data-part=sample]")
    form.locator("[name=count]").fill("4")
    form.locator("[type=submit]").click()
    expect(page.locator("[data-part=sample-said]")).not_to_be_empty()
    seed = form.locator("[name=seed]").input_value()
    assert len(seed) == 6 and seed in page.locator("[data-part=sample-said]").inner_text()
    found = scored(rubrics, file)
    expected = [found[index].appraisal_row.subject for index in draw(found, 4, seed).drawn]
    assert names(page) == expected
    accessible(page)
    form.locator("[data-part=sample-again]").click()
    expect(form.locator("[name=seed]")).not_to_have_value(seed)
    form.locator("[name=seed]").fill(seed)
    form.locator("[type=submit]").click()
    expect(page.locator("tbody th > span").first).to_have_text(expected[0])
    assert names(page) == expected


def test_the_worst_to_do_is_said_in_words(open_page, tmp_path):
    page = opened(open_page("team/"), write(tmp_path / "team.csv", [["甲", "李", "2006Q2", *[0] * 6]]))
    summary = page.locator("td.paged--findings summary")
    expect(summary).to_contain_text("书面警告")
    expect(summary).to_contain_text("还有")


@pytest.mark.parametrize(("language", "width"), [("", 390), ("en/", 1280)])
def test_each_manager_has_a_return_list_as_text_and_as_tables(
    open_page, rubrics, rubric, tmp_path, language, width
):
    recorded = rubric.words["evidence"]["recorded"].zh
    lines = [
        f"{name},{of},2006Q2,{recorded},3,3,3,3,3,3"
        for name, of in (("甲", "李"), ("乙", "王"), ("丙", "李"))
    ]
    file = tmp_path / "team.csv"
    file.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    page = opened(open_page(f"{language}team/", width=width), file)
    view(page, "returned")
    text = page.locator("[data-part=returns-text]")
    lists = return_lists(rubrics, scored(rubrics, file))
    tables = ReturnTables(rubrics, "en" if language else "zh")
    expect(text).to_have_value(tables.text(lists[0]))
    accessible(page)
    page.locator("[data-part=returns-manager]").select_option("1")
    expect(text).to_have_value(tables.text(lists[1]))
    one = downloaded(page, page.locator("[data-act=export-return]").click, tmp_path / "one.csv")
    assert [row[1] for row in csv.reader(io.StringIO(one.read_text("utf-8-sig"), newline=""))][1:] == ["乙"]
    button = page.locator("[data-act=export-returns][data-kind=xlsx]")
    book = openpyxl.load_workbook(downloaded(page, button.click, tmp_path / "all.xlsx"))
    assert book.sheetnames == ["李", "王"]
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "甲" not in json.loads(kept)[0]
