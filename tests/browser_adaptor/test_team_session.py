"""What the page asks of many appraisals: a year, a promotion, a file in pieces; hostile requests are refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.scored_file import ScoredFile
from liumai.browser import requests as browser
from liumai.browser.team_session import MOST_ROWS
from liumai.core.record_codec import to_data
from liumai.formats.group_json import team_data
from tests.support.read_tables import read_csv, read_table

MAIN = "six-veins-2006"
IDS = "customer-first,teamwork,embrace-change,integrity,passion,commitment"


@pytest.fixture(scope="module")
def ask(rubrics):
    for rubric in rubrics.values():
        browser.add_rubric(json.dumps(to_data(rubric)))
    return lambda request, file=None: json.loads(browser.answer(json.dumps(request), file)[0])


def table(count):
    lines = [
        f"n{n},m{n // 3},2006Q2,{','.join(str((n + c) % 11 / 2) for c in range(6))}" for n in range(count)
    ]
    return "\n".join([f"subject,manager,period,{IDS}", *lines]).encode()


def decoded(row, shared):
    """A scored row as the page reads it."""
    number, subject, total, *texts, outcome, criteria = row[:9]
    sheet, manager, period, rubric = (shared["texts"][text] for text in texts)
    (key,) = row[9:] or [subject]
    results = [shared["criteria"][criterion] for criterion in criteria]
    return {
        "row": number,
        "subject": subject,
        "total": total,
        "sheet": sheet,
        "manager": manager,
        "period": period,
        **shared["outcomes"][outcome],
        "scores": [result["score"] for result in results],
        "vector": f"{rubric}:{'.'.join(result['letters'] for result in results)}",
        "criteria": results,
        "keys": {"subject": key, "manager": shared["keys"][texts[1]]},
    }


def whole(ask, raw, name="a.csv", step=7):
    opened = ask({"team": {"open": {"name": name, "rubric": MAIN}}}, raw)
    if "faults" in opened:
        return opened
    rows, notices, done = [], [], False
    shared = {"texts": [], "keys": [], "outcomes": [], "criteria": []}
    while not done:
        piece = ask({"team": {"go": step}})["team"]
        for name, listed in shared.items():
            listed += piece["shared"][name]
        rows += [row if isinstance(row, dict) else decoded(row, shared) for row in piece["rows"]]
        notices += piece["notices"]
        done = piece["done"]
    return {"opened": opened["team"], "rows": rows, "notices": notices}


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_a_file_in_pieces_is_the_file_whole(ask, rubrics, step):
    raw = table(40) + b"\nbad,m,2006Q2,9,,,,,"
    reading = ScoredFile(rubrics)
    reading.take_all(read_table(read_csv(raw), rubrics, rubric=MAIN))
    data = team_data(reading)
    found = whole(ask, raw, step=step)
    assert [row["subject"] for row in found["rows"]] == [*(f"n{n}" for n in range(40)), "bad"]
    assert [row["total"] for row in found["rows"][:40]] == [one["total"] for one in data["appraisals"]]
    assert found["rows"][40]["problems"][0]["column"] == "D"
    for row, expected in zip(found["rows"], data["appraisals"], strict=False):
        assert row["vector"] == expected["vector"]
        assert row["scores"] == [c["score"] for c in expected["criteria"]]
        assert [c["findings"] for c in row["criteria"]] == [c["findings"] for c in expected["criteria"]]
        assert (row["complete"], row["findings"]) == (expected["complete"], expected["findings"])
        assert row["band"] == (expected["band"] and expected["band"]["candidates"])
        texts = [expected[key] for key in ("subject", "manager", "period", "row")]
        assert [row["subject"], row["manager"], row["period"], row["row"]] == texts
    sums = ask({"team": {"sum": True}})["team"]
    assert (sums["refused"], len(sums["teams"]), sums["rubrics"][0]["people"]) == (1, 14, 40)
    assert [team["mean"] for team in sums["teams"]] == [team["mean"] for team in data["teams"]]


def test_the_page_is_told_which_findings_are_whose(ask, rubric):
    opened = ask({"team": {"open": {"name": "a.csv", "rubric": MAIN}}}, table(1))["team"]
    assert opened["returns"] == ["case-contradicts", "case-required"]
    assert {"hr-verify", "hr-sample", "hr-unstated"} <= set(opened["checks"])
    assert all("hr" in rubric.finding[code].actors for code in opened["checks"] if code in rubric.finding)


def test_an_export_comes_with_its_answer_and_holds_every_row(ask):
    whole(ask, table(3))
    answer, raw = browser.answer(json.dumps({"team": {"export": {"kind": "csv", "language": "en"}}}))
    assert len([row for _, row in read_csv(raw)]) == 4
    assert json.loads(answer) == {"team": {"bytes": len(raw)}}
    _, again = browser.answer(json.dumps({"team": {"sum": True}}))
    assert again is None


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_one_person_in_several_spellings_is_told_once_and_searched_by_the_cores_keys(ask, step):
    names = [("Zoë", "王　五"), ("Zoe\u0308", "王五"), ("ZOË\u200b", "王 五"), ("张三", "王五")]
    rows = [f"{name},{manager},2006Q{n},3,3,3,3,3,3" for n, (name, manager) in enumerate(names, 1)]
    found = whole(ask, "\n".join([f"subject,manager,period,{IDS}", *rows]).encode(), step=step)
    assert [row["subject"] for row in found["rows"]] == ["Zoë", "Zoë", "Zoë", "张三"]
    assert [notice["row"] for notice in found["notices"]] == [3, 3]
    sums = ask({"team": {"sum": True}})["team"]
    assert (sums["rubrics"][0]["people"], {team["manager"] for team in sums["teams"]}) == (2, {"王 五"})
    (zoe, zhang, wang) = ask({"team": {"keys": ["ＺＯË ", "张\u3000三", "王五"]}})["team"]["keys"]
    keyed = [row["keys"] for row in found["rows"]]
    assert [keys["subject"] for keys in keyed] == [zoe, zoe, zoe, zhang]
    assert (
        {keys["manager"] for keys in keyed} == {wang} == {team["keys"]["manager"] for team in sums["teams"]}
    )


def test_after_closing_nothing_is_left(ask):
    whole(ask, table(3))
    assert ask({"team": {"close": True}}) == {"team": {}}
    for request in ({"go": 5}, {"sum": True}, {"export": {"kind": "csv", "language": "en"}}):
        assert ask({"team": request})["faults"]


def test_rows_beyond_what_the_page_takes_are_said(ask):
    header, _, rest = table(1).partition(b"\n")
    found = whole(ask, b"\n".join([header, *[rest] * (MOST_ROWS + 2)]), step=2000)
    assert len(found["rows"]) == MOST_ROWS
    assert found["notices"][0]["row"] == MOST_ROWS + 2 and "at most" in found["notices"][0]["problem"]["en"]


VECTOR = f"{MAIN}:" + ".".join(["mmpuu"] * 6)


def test_a_year_of_the_page(ask):
    year = ask(
        {"year": {"quarters": [{"vector": VECTOR}, None, {"appraisal": {"rubric": MAIN, "criteria": {}}}]}}
    )["year"]
    assert (year["mean"]["shown"], year["counted"], year["trend"]) == ("15", [1], None)
    assert year["findings"] == ["quarters-missing"]
    assert ask({"year": {"quarters": [], "rubric": MAIN}})["year"]["mean"] is None
    (fault,) = ask({"year": {"quarters": [None, {"vector": "?"}]}})["faults"]
    assert fault["path"].startswith("quarters[1]")


def test_a_promotion_of_the_page(ask):
    made = ask({"promotion": {"rubric": MAIN, "total": "18 2/3", "performance": "92 %"}})["promotion"]
    assert made["composite"] == {"exact": "694/9", "decimal": 77.111111, "shown": "77 1/9"}
    (fault,) = ask({"promotion": {"rubric": MAIN, "total": "x", "performance": "1"}})["faults"]
    assert fault["path"] == "total"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "open go sum export close name rubric quarters total performance kind language vector".split()
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@pytest.mark.usefixtures("ask")
@given(st.sampled_from(["year", "promotion", "team"]), ANY, st.none() | st.binary(max_size=20))
def test_no_request_raises_however_ill_meant(kind, asked, file):
    answer = json.loads(browser.answer(json.dumps({kind: asked}), file)[0])
    assert kind in answer or answer["faults"]


def asked(ask, raw, mapping=None):
    opened = {"name": "a.csv", "rubric": MAIN} | ({} if mapping is None else {"map": mapping})
    return ask({"team": {"open": opened}}, raw)


DOUBTFUL = "员工名,Team work,诚信\n甲,3,2\n".encode()


def test_columns_that_look_like_ones_that_are_read_are_asked_about(ask):
    mapping = asked(ask, DOUBTFUL)["team"]["mapping"]
    assert [(c["column"], c["heading"], c["key"], c["suggested"]) for c in mapping["columns"]] == [
        ("A", "员工名", "员工名", "subject"),
        ("B", "Team work", "Team work", "teamwork"),
    ]
    targets = {target["id"]: target["name"] for target in mapping["targets"]}
    assert targets["teamwork"] == {"zh": "团队合作", "en": "Teamwork"} and "integrity" not in targets
    assert ask({"team": {"go": 5}})["faults"]  # no file is open


def test_a_file_is_opened_again_with_what_its_columns_are(ask):
    chosen = {"员工名": "subject", "Team work": "teamwork"}
    assert "kind" in asked(ask, DOUBTFUL, chosen)["team"]
    piece = ask({"team": {"go": 5}})["team"]
    rows = [decoded(row, piece["shared"]) for row in piece["rows"]]
    assert [(row["subject"], row["scores"][1]) for row in rows] == [("甲", 3)]
    assert [notice["heading"] for notice in piece["notices"]] == ["员工名", "Team work"]


@pytest.mark.parametrize(
    "mapping", [{"Team work": "temwork"}, {"Teem": "teamwork"}, {"Team work": 3}, [], "x"]
)
def test_a_mapping_that_cannot_be_is_refused(ask, mapping):
    assert asked(ask, DOUBTFUL, mapping)["faults"]


def test_how_many_cases_were_read_is_told_once(ask):
    raw = "姓名,团队合作,团队合作案例\n甲,3,3+ x\n乙,3,2-3 人\n丙,2,1- y；2+ z\n".encode()
    notices = whole(ask, raw, step=1)["notices"]
    assert [notice["problem"]["en"] for notice in notices] == [
        "3 cases read in 2 cells; the exported workbook lists them"
    ]
