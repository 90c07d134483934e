"""``liumai team``, ``year``, ``promotion`` and ``template`` as their users meet them: files in, tables out, exit statuses."""

import csv
import io
import json

import openpyxl
import pytest

from tests.support.command_line import liumai, liumai_process

IDS = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]
HEAD = ["姓名", "主管", "时段", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
GOOD = [["甲", "李", "2006Q2", 3, 3, 2.5, 3, 3, 3], ["乙", "李", "2006Q2", 3, 3, 3, 3, 3, 2.5], ["丙", "李", "2006Q2", 3, 2.5, 3, 3, 3, 3]]  # fmt: skip
BAD = ["丁", "=2+3", "2006Q2", 3, 3.2, 3, 3, 3, 3]


def written(tmp_path, *rows, name="team.csv", encoding="utf-8"):
    file = tmp_path / name
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    else:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        file.write_bytes(text.getvalue().encode(encoding))
    return file


def appraisal(score, **more):
    return {"rubric": "six-veins-2006", "criteria": {name: {"score": score} for name in IDS}} | more


def test_a_team_is_scored_and_told_in_both_languages(tmp_path):
    file = written(tmp_path, HEAD, *GOOD, encoding="gb18030")
    done = liumai("team", str(file), "--lang", "en")
    told = done.stdout.decode()
    assert done.returncode == 0
    for words in (
        "3 appraisals scored",
        "Mean 17.5 of 30",
        "No differentiation",
        "甲 (李, 2006Q2)",
        "HR samples",
    ):
        assert words in told
    assert "没有拉开差别" in liumai("team", str(file), "--lang", "zh").stdout.decode()


@pytest.mark.parametrize("name", ["team.csv", "team.xlsx"])
def test_bad_rows_are_named_the_good_ones_scored_and_the_status_is_1(tmp_path, name):
    file = written(tmp_path, HEAD, *GOOD[:2], BAD, GOOD[2], name=name)
    done = liumai("team", str(file), "--format", "json", "--rubric", "six-veins-2006")
    data = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["total"] for one in data["appraisals"]] == [17.5] * 3
    assert data["teams"][0]["findings"] == ["no-differentiation"]
    assert data["teams"][0]["mean"] == {"exact": "35/2", "decimal": 17.5, "shown": "17.5"}
    (refused,) = data["refused"]
    columns = [(one["column"], one["heading"]) for one in refused["problems"]]
    assert refused["row"] == 4
    assert columns == ([("B", "主管"), ("E", "团队合作")] if name.endswith("xlsx") else [("E", "团队合作")])
    told = liumai("team", str(file), "--lang", "en").stdout.decode()
    assert "row 4, column E “团队合作”: found 3.2" in told.replace("\n  ", " ")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_the_table_that_is_written_loses_no_row_and_runs_nothing(tmp_path, name):
    bad = ["=cmd()", "＝2+3", "2006Q2", 9]
    file, out = written(tmp_path, HEAD, GOOD[0], bad), tmp_path / name
    done = liumai_process("team", str(file), "--out", str(out), "--lang", "en")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"1 row not read\n")
    if name.endswith(".csv"):
        rows = list(csv.reader(out.open(encoding="utf-8-sig", newline="")))
        assert rows[2][2:4] == ["'=cmd()", "'＝2+3"]
    else:
        book = openpyxl.load_workbook(out)
        assert book.sheetnames == ["Appraisals", "Teams", "HR checks", "Returned", "Not read"]
        rows = [[cell.value for cell in row] for row in book["Appraisals"]]
        assert rows[2][2:4] == ["=cmd()", "＝2+3"]
        assert {cell.data_type for row in book["Appraisals"] for cell in row} <= {"s", "n"}
        assert book["Not read"]["D2"].value.startswith("found 9")
        sampled = [row[3:5] for row in book["HR checks"].iter_rows(min_row=2, values_only=True)]
        assert sampled == [
            (
                "HR samples",
                "Customer First 3, Teamwork 3, Embrace Change 2.5, Integrity 3, Passion 3, Commitment 3",
            )
        ]
    assert len(rows) == 3 and "found 9" in str(rows[2][-1])
    again = liumai("team", str(out), "--format", "json", "--rubric", "six-veins-2006")
    assert [one["total"] for one in json.loads(again.stdout)["appraisals"]] == [17.5, 0]


def test_ndjson_a_list_in_yaml_and_standard_input_are_read_too(tmp_path):
    lines = "".join(json.dumps(appraisal(3, subject=s, manager="李", period="2006Q2")) + "\n" for s in "abc")
    listed = "".join(
        f"- rubric: six-veins-2006\n  subject: {s}\n  manager: 李\n  criteria: {{teamwork: {{score: {score}}}}}\n"
        for s, score in (("a", 3), ("b", 9))
    )
    done = liumai_process("team", "-", "--format", "json", given=lines.encode())
    data = json.loads(done.stdout)
    assert (done.returncode, data["teams"][0]["people"], data["teams"][0]["findings"]) == (0, 3, ["no-differentiation"])  # fmt: skip
    file = tmp_path / "team.yaml"
    file.write_text(listed)
    done = liumai("team", str(file), "--format", "json")
    data = json.loads(done.stdout)
    assert (done.returncode, len(data["appraisals"]), data["refused"][0]["row"]) == (1, 1, 5)
    assert json.loads(liumai("team", "-", "--format", "json", given=b"name,teamwork\na,3\n").stdout)[
        "appraisals"
    ]


UNREADABLE = {
    "a file that is not there": ("gone.csv", None, "cannot be opened"),
    "bytes": ("a.csv", b"\0\1\2", "no text"),
    "nothing": ("a.csv", b"", "found nothing"),
    "no workbook": ("a.xlsx", b"PK\3\4", "no workbook that can be read"),
    "an old workbook": ("a.xlsx", b"\xd0\xcf\x11\xe0", "no workbook that can be read"),
    "wrong YAML": ("a.yaml", b"[", "not valid YAML"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_opened_is_told_in_one_message(tmp_path, what):
    name, raw, words = UNREADABLE[what]
    file = tmp_path / name
    if raw is not None:
        file.write_bytes(raw)
    done = liumai("team", str(file), "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_a_table_without_headings_scores_nothing_and_the_status_is_2(tmp_path):
    done = liumai("team", str(written(tmp_path, ["a", "b"], [1, 2])), "--lang", "en")
    assert done.returncode == 2 and "no row of headings" in done.stderr.decode() and not done.stdout
    assert liumai("team", "x.csv", "--rubric", "?").returncode == 2


def quarters(tmp_path, *scores, period=""):
    files = []
    for number, score in enumerate(scores, 1):
        file = tmp_path / f"{number}{period[-1:]}.json"
        more = {"period": period.format(number)} if period else {}
        file.write_text(json.dumps(appraisal(score, subject="甲", **more)))
        files.append(str(file))
    return files


def test_a_year_of_four_files(tmp_path):
    # 6 × 2.5, 3, 3.5 and 4: 15, 18, 21 and 24; mean 19.5.
    done = liumai("year", *quarters(tmp_path, 2.5, 3, 3.5, 4), "--format", "json")
    (one,) = json.loads(done.stdout)["years"]
    assert done.returncode == 0
    assert (one["mean"]["exact"], one["trend"], one["band"]["candidates"]) == (
        "39/2",
        "improving",
        ["partly-exceeds"],
    )
    assert (one["findings"], one["subject"], [q["total"] for q in one["quarters"]]) == (
        [],
        "甲",
        [15, 18, 21, 24],
    )


def test_a_missing_quarter_is_said_and_thirds_are_exact(tmp_path):
    first, second, third = quarters(tmp_path, 2.5, 3, 3.5)
    told = liumai("year", first, "none", second, third, "--lang", "en").stdout.decode()
    for words in (
        "Mean of the year: 18 / 30",
        "Trend: not read",
        "Quarters missing",
        "quarters-missing",
        "proposal",
    ):
        assert words in told
    vector = "six-veins-2006:" + ".".join(["mmpuu"] * 5 + ["mmmuu"])
    other = vector.replace("mmmuu", "mmmmu")
    done = liumai("year", "--vector", vector, "--vector", other, "--vector", vector, "--lang", "en")
    assert "15 5/6" in done.stdout.decode()


def test_periods_put_quarters_in_their_places(tmp_path):
    files = quarters(tmp_path, 2.5, 3, 3.5, 4, period="2006Q{}")
    done = liumai("year", *reversed(files), "--format", "json")
    (one,) = json.loads(done.stdout)["years"]
    assert (one["trend"], one["year"]) == ("improving", "2006")
    short = json.loads(liumai("year", files[3], files[1], "--format", "json").stdout)["years"][0]
    assert short["counted"] == [2, 4]


def test_quarters_that_make_no_year_are_refused(tmp_path):
    files = quarters(tmp_path, 3, 3, 3, 3, 3)
    assert "at most four" in liumai("year", *files, "--lang", "en").stderr.decode()
    named = quarters(tmp_path, 3, 3, period="2006Q{}")
    assert "different quarters" in liumai("year", named[0], named[0], "--lang", "en").stderr.decode()
    (tmp_path / "other.json").write_text(json.dumps(appraisal(3, subject="乙")))
    done = liumai("year", files[0], str(tmp_path / "other.json"), "--lang", "en")
    assert done.returncode == 2 and "one person" in done.stderr.decode()
    assert "all or none" in liumai("year", files[0], named[1], "--lang", "en").stderr.decode()


def test_the_years_of_a_table(tmp_path):
    rows = [[name, "李", f"2006Q{q}", *[2 + q / 2] * 6] for name in ("甲", "乙") for q in range(1, 5)]
    file, out = written(tmp_path, HEAD, *rows, ["丙", "李", "spring", *[3] * 6]), tmp_path / "years.xlsx"
    done = liumai("year", str(file), "--lang", "en")
    told = done.stdout.decode()
    assert done.returncode == 1 and "improving" in told and "19.5" in told
    assert "found spring for the period" in told
    assert liumai("year", str(file), "--out", str(out), "--lang", "en").returncode == 1
    book = openpyxl.load_workbook(out)
    assert [row[7].value for row in book["Years"].iter_rows()] == ["Mean", 19.5, 19.5]
    assert book.sheetnames == ["Years", "Not read"]


def test_a_promotion_and_a_table_of_them(tmp_path):
    done = liumai("promotion", "--total", "18 7/8", "--performance", "92%", "--format", "json")
    (one,) = json.loads(done.stdout)["promotions"]
    assert (one["composite"]["exact"], one["values"]["shown"]) == ("1859/24", "62 11/12")
    file = written(tmp_path, ["姓名", "总分", "绩效"], ["甲", 21, 80], ["乙", 31, 80], name="p.xlsx")
    done = liumai("promotion", str(file), "--lang", "en")
    told = done.stdout.decode()
    assert (
        done.returncode == 1
        and "75" in told
        and "row 3, column B “总分”: found 31.0; expected 0 to 30" in told
    )
    out = tmp_path / "p.csv"
    assert liumai("promotion", str(file), "--out", str(out), "--lang", "en").returncode == 1
    assert list(csv.reader(out.open(encoding="utf-8-sig")))[
        1
    ] == "甲,six-veins-2006,21.0,70.0,80.0,75.0,75".split(",")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--total", "31", "--performance", "80"), "--total: found 31"),
        (("--total", "x", "--performance", "80"), "--total: found x"),
        (("--total", "20", "--performance", "101"), "--performance: found 101"),
        (("--total", "20", "--performance", "80", "--rubric", "nine-swords"), "states no weight"),
        (("--total", "20"), "give either"),
    ],
)
def test_a_promotion_that_cannot_be_is_refused(arguments, words):
    done = liumai("promotion", *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"") and words in done.stderr.decode()


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_is_written_and_its_headings_are_read(tmp_path, name, language):
    out = tmp_path / name
    assert liumai("template", str(out), "--lang", language).returncode == 0
    if name.endswith(".csv"):
        out.write_bytes(out.read_bytes() + b"a,b,2006Q2,six-veins-2006,,3,3,3,3,3,3\r\n")
    else:
        book = openpyxl.load_workbook(out)
        book.worksheets[0].append(["a", "b", "2006Q2", None, None, *[3] * 6])
        book.save(out)
    done = liumai("team", str(out), "--format", "json")
    data = json.loads(done.stdout)
    assert (done.returncode, data["notices"], data["refused"]) == (0, [], [])
    assert data["appraisals"][0]["total"] == 18


def test_a_template_of_another_ending_is_refused(tmp_path):
    done = liumai("template", str(tmp_path / "t.ods"), "--lang", "en")
    assert done.returncode == 2 and ".xlsx" in done.stderr.decode() and not list(tmp_path.iterdir())


def test_names_that_other_readers_would_run_are_written_safely_and_read_back(tmp_path):
    names = ["foo;=HYPERLINK(1)", "x\t=1+1", "=1+1"]
    file, out = written(tmp_path, HEAD, *([name, *GOOD[0][1:]] for name in names)), tmp_path / "out.csv"
    assert liumai("team", str(file), "--out", str(out)).returncode == 0
    text = out.read_text(encoding="utf-8-sig")
    assert all(safe in text for safe in ("foo;'=HYPERLINK(1)", "x =1+1", "'=1+1"))
    assert "\t" not in text  # names are written without what cannot be seen
    again = json.loads(liumai("team", str(out), "--format", "json").stdout)
    assert [one["subject"] for one in again["appraisals"]] == [" ".join(name.split()) for name in names]
