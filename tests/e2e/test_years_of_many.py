"""The years and promotions of many people in the page: from one table or four, as the command line makes them."""

import csv
import io

import pytest
from playwright.sync_api import expect

from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.formats.group_file import read_appraisals
from liumai.formats.group_tables import GroupTables
from tests.support.page_checks import accessible

START = 90_000
MAIN = "six-veins-2006"
CRITERIA = "客户第一,团队合作,拥抱变化,诚信,激情,敬业"
PEOPLE = {"甲": (3, 3, 3.5, 4), "乙": (2, 2, 2, 2.5), "丙": (3, None, 3, 2.5)}
HIDDEN = "years-of-many [data-part=many]"


def quarter(n, period):
    return [
        f"{name},{f'2006Q{n + 1},' if period else ''}{','.join([str(scores[n])] * 5)},3"
        for name, scores in PEOPLE.items()
        if scores[n] is not None
    ]


def choose(page, what, files):
    page.locator(f"years-of-many input[data-what={what}]").set_input_files(files)
    page.wait_for_selector(f"years-of-many[data-read={what}]", timeout=START)


def in_one(tmp_path):
    file = tmp_path / "year.csv"
    lines = [line for n in range(4) for line in quarter(n, period=True)]
    file.write_text("\n".join([f"姓名,时段,{CRITERIA}", *lines]), encoding="utf-8")
    return file


@pytest.mark.parametrize(("language", "width"), [("", 390), ("en/", 1280)])
def test_one_table_of_many_people_is_what_the_core_says(open_page, rubrics, tmp_path, language, width):
    file = in_one(tmp_path)
    reading = ScoredFile(rubrics)
    reading.take_all(read_appraisals("csv", file.read_bytes(), rubrics, MAIN))
    years, problems = years_of(reading)
    tables = GroupTables(rubrics, "en" if language else "zh").of_years(years, reading.scored, problems)
    _, headings, table_rows = next(tables)
    page = open_page(f"{language}year/", width=width)
    choose(page, "years", file)
    expect(page.locator("[data-part=many-count]")).to_have_text(
        "The years of 3 people." if language else "3 人的年度。"
    )
    shown = page.locator("[data-part=many-table] tbody tr")
    assert shown.locator("th > span").all_inner_texts() == [year.subject for year in years]
    first = shown.nth(0)
    assert first.locator(".paged--quarter").all_text_contents() == ["18", "18", "20.5", "23"]
    expect(first.locator(".paged--mean")).to_contain_text("19.88")
    expect(first.locator(".paged--mean")).to_contain_text("= 19.875")
    accessible(page)
    with page.expect_download(timeout=START) as caught:
        page.locator("years-of-many [data-act=export][data-kind=csv]").click()
    caught.value.save_as(tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found[0] == headings and [row[0] for row in found[1:]] == [row[0] for row in table_rows]
    first.locator(".paged--open a").click()
    expect(page.locator("persons-year [data-part=mean]")).to_contain_text("19.8", timeout=START)


def test_four_tables_make_the_same_years(open_page, tmp_path):
    files = []
    for n in range(4):
        file = tmp_path / f"team-2006Q{n + 1}.csv"
        file.write_text("\n".join([f"姓名,{CRITERIA}", *quarter(n, period=False)]), encoding="utf-8")
        files.append(file)
    page = open_page("year/")
    choose(page, "years", files)
    four = page.locator("[data-part=many-table] tbody").inner_text()
    page.reload()
    choose(page, "years", in_one(tmp_path))
    assert page.locator("[data-part=many-table] tbody").inner_text() == four


def test_candidates_for_promotion_are_listed(open_page, tmp_path):
    file = tmp_path / "candidates.csv"
    file.write_text("姓名,总分,绩效\n甲,18 2/3,92\n乙,40,80\n", encoding="utf-8")
    page = open_page("en/year/")
    choose(page, "promotions", file)
    expect(page.locator("[data-part=many-count]")).to_have_text("1 candidate.")
    row = page.locator("[data-part=many-table] tbody tr")
    expect(row.locator(".paged--figure").last).to_contain_text("77.11")
    expect(row.locator(".paged--figure").last).to_contain_text("= 77 1/9")
    expect(page.locator("[data-part=many-problems]")).to_contain_text("0 to 30")
    accessible(page)
