"""The page's engine under node, from the files that the site carries: snapshot, library, calls."""

import csv
import io
import json
import random
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from liumai.cli.main import main
from liumai.formats.xlsx.workbook_writer import write_workbook

ROOT = Path(__file__).resolve().parents[2]
MAIN = "six-veins-2006"
FIXTURES = ROOT / "tests" / "fixtures"
FILES = sorted((FIXTURES / "workbooks").glob("*.xlsx")) + sorted(
    file for file in (FIXTURES / "cases").iterdir() if file.suffix in (".csv", ".xlsx", ".xls")
)


def node(script, *arguments):
    command = [ROOT / "tools" / "with-node", "node", ROOT / "tests" / "pyodide" / script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_every_module_that_pyodide_can_import_can_be_imported_in_the_page(site):
    found = node("import-all.mjs", site)
    assert len(found["known"]) > 450
    assert {"encodings.gb18030", "xml.sax.expatreader", "email.mime.text", "json.tool"} <= set(found["known"])
    assert sorted(set(found["known"]) - set(found["page"])) == []
    assert found["missing"] == ["LibraryMissingError"] * 3, "before the library is there, it is asked for"


@pytest.fixture(scope="module")
def read_in_page(site):
    return node("workbooks.mjs", site, MAIN, *FILES)


def assert_the_same(page, file):
    """The page and the command line must make the same of a file."""
    told = CliRunner().invoke(main, ["team", str(file), "--rubric", MAIN, "--format", "json", "--lang", "en"])
    if told.exit_code == 2 and not told.stdout:
        problems = (
            page["faults"] if "faults" in page else [p for row in page["rows"] for p in row["problems"]]
        )
        assert all(problem["problem"]["en"] in told.stderr for problem in problems) and problems
        return
    expected = json.loads(told.stdout)
    keys = ("sheet", "row", "subject", "manager", "period", "rubric", "complete", "vector")
    rows = [row for row in page["rows"] if "problems" not in row]
    assert [{key: row[key] for key in keys} for row in rows] == [
        {key: one[key] for key in keys} for one in expected["appraisals"]
    ]
    for row, one in zip(rows, expected["appraisals"], strict=True):
        assert row["total"] == (one["total"] if one["complete"] else None)
        assert row["band"] == (one["band"] and one["band"]["candidates"])
        raised = {code for criterion in one["criteria"] for code in criterion["findings"]}
        assert row["findings"].keys() == raised | set(one["findings"])
    assert [row for row in page["rows"] if "problems" in row] == expected["refused"]
    assert page["notices"] == expected["notices"]
    assert page["done"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_another_program_reads_in_the_page_as_on_the_command_line(read_in_page, file):
    assert_the_same(read_in_page[file.name], file)


def test_random_tables_read_in_the_page_as_on_the_command_line(site, tmp_path):
    files = [random_table(tmp_path, random.Random(seed)) for seed in range(60)]
    found = node("workbooks.mjs", site, MAIN, *files)
    for file in files:
        assert_the_same(found[file.name], file)
    assert sum(len(one.get("rows", [])) for one in found.values()) > 200


CELLS = [3, 2.5, 0, 5, "3", "2,5", "３．５", "mmpuu", "m", 7, 2.25, "", None, "三", "92%", "3 分", "●●◐○·"]
NAMES = [
    "张三",
    "张 三",
    "张三\u200b",
    "Zoë",
    "Zoe\u0308",
    "=1+1",
    "合计",
    "Total:",
    "",
    "a;b",
    'say "so"',
    "李\t四",
]
PERIODS = ["2006Q2", "２００６Ｑ２", "2006年第二季度", "Q3 2006", "", "2006"]
HEADINGS = {
    "en": ["Name", "Manager", "Period", "Customer First", "Teamwork (4513)", "Embrace Change", "Integrity", "Passion", "Commitment"],
    "zh": ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"],
}  # fmt: skip


def random_table(folder, chance):
    """A file with a heading, perhaps a title and lines that are no rows, in a form that people's programs write."""
    heading = HEADINGS[chance.choice(["en", "zh"])]
    rows = [heading]
    for _ in range(chance.randrange(1, 12)):
        texts = [chance.choice(NAMES), chance.choice(NAMES), chance.choice(PERIODS)]
        rows.append([*texts, *(chance.choice(CELLS) for _ in heading[3:])])
    if chance.random() < 0.3:
        rows.insert(0, ["评估表, 2006"])
    if chance.random() < 0.3:
        rows.insert(chance.randrange(len(rows)), heading)
    if chance.random() < 0.3:
        rows.append(["合计", None, None, *(9 for _ in heading[3:])])
    if chance.random() < 0.5:
        file = folder / f"{chance.randrange(10**9)}.xlsx"
        file.write_bytes(write_workbook([("Q2", ["" if c is None else str(c) for c in rows[0]], rows[1:])]))
        return file
    file = folder / f"{chance.randrange(10**9)}.csv"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=chance.choice(",;\t|")).writerows(rows)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    file.write_bytes(text.getvalue().encode(encoding))
    return file
