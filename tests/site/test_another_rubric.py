"""A rubric of another firm, as YAML alone, through the whole build: nothing in it is known to any code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup

from tests.support.site_build import ROOT, build
from liumai.rubric_files.loader import load_rubrics

HERE = ROOT / "tests" / "adopter"
LIUMAI = Path(sys.executable).with_name("liumai")
# Ends at a half in Clean: 2.5 + 0.5 + 2 + 1 is under the lowest bound that the shop has settled.
VECTOR = "corner-bakery:mmp.pmu.mmu.muu"
EXPECTED_PAGES = """
    . calculator readings year team cases compare findings gaps matrix tags how-we-use-it corner-bakery corner-bakery/rules corner-bakery/fresh
    corner-bakery/clean corner-bakery/welcome corner-bakery/lend-a-hand corner-bakery/examples
    corner-bakery/examples/first-summer corner-bakery/examples/golden-autumn trainers/quiz trainers/calibration trainers/materials trainers/deck
    decks/fresh decks/clean decks/welcome decks/lend-a-hand decks/rules decks/cases handouts/rules handouts/matrix handouts/form
    handouts/fresh-worksheet handouts/fresh-answers handouts/lend-a-hand-worksheet handouts/lend-a-hand-answers
""".split()


@pytest.fixture(scope="module")
def rubrics():
    return load_rubrics(HERE / "rubrics")


def soup(folder, page):
    return BeautifulSoup((folder / page / "index.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("language", ["", "en"])
def test_every_page_is_there_and_none_of_another_rubric(bakery, language):
    folder = bakery / language
    pages = {str(path.parent.relative_to(folder)) for path in folder.rglob("index.html")}
    assert {page for page in pages if language or not page.startswith("en")} == set(EXPECTED_PAGES)
    for page in EXPECTED_PAGES:
        text = soup(folder, page).get_text(" ")
        for foreign in ("2006", "六脉", "Six Veins", "1 over 1", "HR", "division"):
            assert foreign not in text, (page, foreign)


def test_pages_show_what_the_data_say(bakery):
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in soup(bakery / "en", "corner-bakery/rules").select(".bands tbody tr")
    ]
    assert [(row[0], row[1].split()[0], row[2].split()[0]) for row in rows] == [
        ("Golden", "10.5", "1"),
        ("Well risen", "7", "2"),
        ("Still proving", "lost", "3"),
        ("Knead again", "0", "–"),
    ]
    matrix = soup(bakery / "en", "matrix")
    assert len(matrix.select(".matrix tbody tr")) == 3 and len(matrix.select(".matrix__cell")) == 12
    assert len(soup(bakery / "en", "cases").select("case-filter article")) == 6
    duties = soup(bakery / "en", "findings").select(".duties-table thead th")
    assert [head.get_text() for head in duties] == ["Score", "Employee", "Owner"]
    assert "2.5 or more" in soup(bakery / "en", "how-we-use-it").get_text()
    gap = soup(bakery / "en", "gaps").select_one("#band-proving-from")
    assert "not agreed yet" in gap.get_text() and "bands.proving.from" in gap.get_text()


def test_feeds_are_those_of_the_rubric(bakery, rubrics):
    rubric = json.loads((bakery / "rubric" / "corner-bakery.json").read_text(encoding="utf-8"))
    jsonschema.validate(rubric, json.loads((bakery / "rubric" / "rubric.schema.json").read_text()))
    lines = (bakery / "vectors.ndjson").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["result"]["rubric"] for line in lines} == {"corner-bakery"}
    assert len(json.loads((bakery / "cases.json").read_text(encoding="utf-8"))) == 6


def test_the_command_line_scores_by_it(rubrics):
    done = subprocess.run(
        [LIUMAI, "score", "--vector", VECTOR, "--format", "json"],
        env=os.environ | {"LIUMAI_RUBRICS": str(HERE / "rubrics")},
        capture_output=True,
        check=True,
    )
    result = json.loads(done.stdout)
    assert (result["total"], result["maximum"]) == (6, 12)
    assert result["band"] == {"certain": False, "candidates": ["proving", "knead-again"]}
    assert result["findings"] == ["owner-decides"]
    assert [criterion["findings"] for criterion in result["criteria"]] == [
        ["taste-together"],
        ["talk-at-the-oven", "too-high"],
        [],
        [],
    ]


def test_a_rubric_just_started_has_a_site_at_once(tmp_path):
    subprocess.run([LIUMAI, "new", str(tmp_path / "rubrics" / "our-values")], check=True, capture_output=True)
    build(tmp_path / "site", LIUMAI_RUBRICS=str(tmp_path / "rubrics"))
    home = soup(tmp_path / "site" / "en", ".")
    assert [link["href"] for link in home.select(".cards a")] == [
        "our-values/first-value/",
        "our-values/second-value/",
    ]
    assert (
        soup(tmp_path / "site", "our-values/examples/first-quarter").select_one("[data-total]").get_text()
        == "3"
    )
