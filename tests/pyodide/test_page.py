"""The page's engine under node, from the files that the site carries: snapshot, library, calls."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from liumai.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
MAIN = "six-veins-2006"
WORKBOOKS = sorted((ROOT / "tests" / "fixtures" / "workbooks").glob("*.xlsx"))


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
    return node("workbooks.mjs", site, MAIN, *WORKBOOKS)


@pytest.mark.parametrize("file", WORKBOOKS, ids=lambda file: file.stem)
def test_a_workbook_of_another_program_reads_in_the_page_as_on_the_command_line(read_in_page, file):
    told = CliRunner().invoke(main, ["team", str(file), "--rubric", MAIN, "--format", "json"])
    expected = json.loads(told.stdout)
    page = read_in_page[file.name]
    keys = ("sheet", "row", "subject", "manager", "period", "rubric", "complete", "total", "vector")
    rows = [{key: row[key] for key in keys} for row in page["rows"] if "problems" not in row]
    assert rows == [{key: one[key] for key in keys} for one in expected["appraisals"]]
    assert [row for row in page["rows"] if "problems" in row] == expected["refused"]
    assert page["notices"] == expected["notices"]
    assert len(rows) >= 3 and page["done"]
