"""Names and periods that people read as the same are the same, and the others are not."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.folding import clean, folded
from liumai.analysis.identity import Spellings, period_key, person_key
from liumai.analysis.organisation import organisation
from liumai.analysis.period import quarter_of
from liumai.analysis.person_years import year_of_quarters
from liumai.analysis.promotion import Candidate
from liumai.analysis.rows import AppraisalRow, Place
from liumai.analysis.scored_file import ScoredFile, years_of
from liumai.core.errors import RefusedError
from liumai.core.vector import from_vector
from liumai.formats.group_file import kind_of, read_appraisals
from liumai.formats.group_json import team_data
from liumai.formats.group_tables import GroupTables
from tests.support.read_tables import read_promotions

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
MAIN = "six-veins-2006"
VECTOR = f"{MAIN}:mmmuu.mmmuu.mmmuu.mmmmu.mmmuu.mmmuu"

SAME_PERSON = [
    ("Zoë", "Zoe\u0308", "ZOË", " zoë ", "Ｚｏë"),
    ("张三", "张 三", "张\u3000三", "张\u200b三", "\ufeff张三", "张三\u00a0", "张\u00ad三", "\u202a张三\u202c", "张\ufe00三"),
    ("Li Ming", "LI MING", "Li\u00a0 Ming", "Li\tMing", "Ｌｉ\u3000Ｍｉｎｇ", "Li\u2003Ming\n", "L\u2060i Ming"),
    ("迪丽热巴·迪力木拉提", "迪丽热巴•迪力木拉提", "迪丽热巴・迪力木拉提", "迪丽热巴\uff65迪力木拉提"),
    ("O'Brien", "O’Brien", "o\u02bcbrien"),
    ("Jean-Luc", "Jean\u2010Luc", "JEAN－LUC"),
    ("ﾊﾅｺ", "ハナコ"),
    ("", " ", "\u200b", "\u3000", "\u3164"),
    ("Straße", "STRASSE"),
]  # fmt: skip
OTHER_PEOPLE = [
    "张三", "张三丰", "张 Zoë", "张Zoë", "李四", "Zoe", "Zoë", "Li Ming", "Liming", "Ming Li", "O'Brien", "OBrien", "A B", "A 三",
]  # fmt: skip
SAME_PERIOD = [
    (
        "2006Q2", "2006 Q2", "Q2 2006", "２００６Ｑ２", "2006年第二季度", "2006年2季度", "2006-Q2", "2006/q2", "2006.Q2", "2006_Q2",
        "2Q06", "2Q2006", "2Q 2006", "2006 2Q", "Q2'06", "Q2 ’06", "2006\u200bQ2", "2006年二季度", "2006年度第二季度", "二〇〇六年第二季度",
        "2nd quarter 2006", "Second Quarter of 2006", "Quarter 2, 2006", "2006年Q2", "2006 第 2 季", "Q2, 2006", "(2006) Q2",
        "2006年第二个季度",
    ),
    ("Q2", "第二季度", "2季度", "q 2", "2Q"),
    ("FY2006 Q1", "FY 2006 Q1", "fy2006q1"),
    ("2006H1", "2006 H1", "2006　ｈ1"),
    ("June", "june ", "JUNE"),
    ("", " ", "\ufeff"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "groups"), [(person_key, SAME_PERSON), (period_key, SAME_PERIOD)])
def test_spellings_of_one_have_one_key_and_those_of_others_another(key, groups):
    keys = [{key(spelling) for spelling in group} for group in groups]
    assert [len(group) for group in keys] == [1] * len(groups)
    assert len(set.union(*keys)) == len(groups)


def test_different_people_stay_different():
    assert len({person_key(name) for name in OTHER_PEOPLE}) == len(OTHER_PEOPLE)


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2Q06", ("2006", 2)), ("4q 2007", ("2007", 4)), ("2006年第三个季度", ("2006", 3)), ("third quarter of 2006", ("2006", 3)),
        ("二〇〇六年第一季度", ("2006", 1)), ("FY2006 Q4", ("fy2006", 4)), ("2006财年Q4", ("2006财年", 4)),
        ("Q2 Q3", None), ("1st half 2006", None), ("5Q06", None), ("12Q06", None), ("headquarter 2", None), ("2006H1", None),
    ],
)  # fmt: skip
def test_more_periods_tell_their_quarter(period, found):
    assert quarter_of(period) == found


# Letters, marks, spaces and invisible characters of every kind, more often than chance has them.
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            "aZ张三ëé가ｚ１ \u3000\u00a0\u200b\u200c\u200d\ufeff\u00ad\u0301\u0308\u034f\u3164ßİſΣς·'"
        ),
    ),
    max_size=12,
)


@pytest.mark.parametrize("key", [person_key, period_key, folded, clean])
@given(text=TEXT)
def test_a_key_is_its_own_key(key, text):
    assert key(key(text)) == key(text)


@pytest.mark.parametrize("key", [person_key, period_key])
@given(text=TEXT, form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_form_of_unicode_makes_no_difference(key, text, form):
    assert key(unicodedata.normalize(form, text)) == key(text)


@given(TEXT, TEXT, st.sampled_from("\u200b\u200e\u2060\ufeff\u00ad\u061c\u202e"))
def test_an_invisible_character_makes_no_difference(before, after, invisible):
    assert person_key(before + invisible + after) == person_key(before + after)


@given(TEXT)
def test_what_is_shown_is_the_same_person_without_invisible_characters(text):
    shown = clean(text)
    assert person_key(shown) == person_key(text)
    assert shown == shown.strip()
    assert not any(unicodedata.category(char) == "Cf" for char in shown if char not in "\u200c\u200d")


def test_a_joiner_stays_where_a_script_needs_it():
    assert clean("\u0dc1\u0dca\u200d\u0dbb\u0dd3\u200d") == "\u0dc1\u0dca\u200d\u0dbb\u0dd3"
    assert clean("张\u200d三") == "张三"


def scored(rubrics, name):
    raw = (CASES / name).read_bytes()
    found = ScoredFile(rubrics)
    found.take_all(read_appraisals(kind_of(name, raw), raw, rubrics))
    return found


def english(messages):
    return [(message.place.row, message.problem.en) for message in messages]


def test_a_team_with_invisible_characters_has_three_managers(rubrics):
    found = scored(rubrics, "invisible.xlsx")
    whole = organisation(rubrics, found.scored)
    assert [(group.manager, group.period, group.people) for group in whole.groups] == [
        ("乙", "2006Q2", 4),
        ("Zoë", "2006Q2", 2),
        ("王 五", "2006Q2", 3),
    ]
    assert whole.repeated == ((8, 7),)
    assert english(found.notices) == [
        (3, "“乙” is written in 3 ways (rows 2, 3, 4): counted as one manager"),
        (7, "“Zoë” is written in 2 ways (rows 6, 7): counted as one manager"),
        (9, "“王 五” is written in 3 ways (rows 8, 9, 10): counted as one manager"),
        (10, "“2006Q2” is written in 3 ways (rows 2, 10, 11): counted as one period"),
    ]
    assert found.notices[0].problem.zh == "“乙”的写法有 3 种（第 2、3、4 行）；按一位主管计"
    # Every row has the one spelling, so that whoever filters or sorts by it needs no rule of their own.
    assert {row.appraisal_row.manager for row in found.scored} == {"乙", "Zoë", "王 五"}


def test_periods_written_in_four_ways_are_one(rubrics):
    found = scored(rubrics, "team-period.csv")
    whole = organisation(rubrics, found.scored)
    assert [(group.period, group.people) for group in whole.groups] == [("2006Q2", 2)]
    assert whole.repeated == ((1, 0), (2, 0))
    assert english(found.notices) == [
        (3, "“2006Q2” is written in 4 ways (rows 2, 3, 4, 5): counted as one period")
    ]


def test_rows_are_grouped_without_a_file_too(rubrics):
    found = scored(rubrics, "team-period.csv")
    raw = [
        AppraisalRow(Place(2), "\u200b甲", "B\u200b", "Q2 2006", found.scored[0].appraisal_row.appraisal),
        AppraisalRow(Place(3), "甲", "b", "2Q06", found.scored[0].appraisal_row.appraisal),
    ]
    rows = [type(found.scored[0])(row, found.scored[0].result) for row in raw]
    (group,) = organisation(rubrics, rows).groups
    assert (group.manager, group.period, group.people) == ("B", "Q2 2006", 1)


def test_the_years_of_names_in_two_forms_are_one_each(rubrics):
    found = scored(rubrics, "year-nfd.csv")
    years, problems = years_of(found)
    assert problems == []
    assert [(one.subject, one.label, one.quarters) for one in years] == [
        ("Zoë", "2006", (0, 1, None, None)),
        ("王 五", "2006", (2, 3, None, None)),
        ("张三", "2006", (4, 5, None, None)),
    ]
    assert [row for row, _ in english(found.notices)] == [3, 5, 7]


def test_the_notices_are_in_json_and_in_tables(rubrics):
    found = scored(rubrics, "team-period.csv")
    (notice,) = json.loads(json.dumps(team_data(found)))["notices"]
    assert (notice["row"], notice["problem"]["zh"]) == (
        3,
        "“2006Q2”的写法有 4 种（第 2、3、4、5 行）；按一个时段计",
    )
    *_, problems = GroupTables(rubrics, "en").of_team(found)
    assert any("written in 4 ways" in str(cell) for row in problems[2] for cell in row)


def test_candidates_for_promotion_are_given_one_spelling(rubrics):
    table = [["Name", "Total", "Performance"], ["Zoë", 18, 90], ["Zoe\u0308", 17, 80], ["b", 16, 80]]
    found = ScoredFile(rubrics)
    for item in read_promotions(enumerate(table, 1), rubrics, rubric=MAIN):
        assert isinstance(item, Candidate)
        found.take(item)
    found.finish()
    assert [one.subject for one in found.candidates] == ["Zoë", "Zoë", "b"]
    assert english(found.notices) == [(3, "“Zoë” is written in 2 ways (rows 2, 3): counted as one person")]


def test_quarters_given_one_by_one_are_of_one_person(rubrics):
    def quarter(subject, period):
        return AppraisalRow(Place(0), subject, "", period, from_vector(VECTOR, rubrics))

    _, year = year_of_quarters(rubrics, [quarter("张三", "2006年第二季度"), quarter("张 三", "1Q06")])
    assert (year.subject, year.label, year.quarters) == ("张三", "2006", (0, 1, None, None))
    with pytest.raises(RefusedError, match="张三, 李四"):
        year_of_quarters(rubrics, [quarter("张三", "2006Q1"), quarter("李四", "2006Q2")])


def test_a_message_names_sheets_where_there_are_several_and_ends_a_long_list():
    spellings = Spellings()
    for row in range(1, 13):
        spellings.shown("subject", "张" + "\u200b" * row + "三", Place(row, sheet="A" if row < 6 else "B"))
    (notice,) = spellings.notices()
    assert notice.problem.en.startswith("“张三” is written in 12 ways (rows A 1, A 2, ")
    assert notice.problem.en.endswith(", B 10, …): counted as one person")


def test_a_message_shows_no_control_character_of_a_name():
    spellings = Spellings()
    for name in ("a\x1b[31m", "A\x1b[31m"):
        spellings.shown("subject", name, Place(0))
    (notice,) = spellings.notices()
    assert notice.problem.en == "“a\\u001b[31m” is written in 2 ways: counted as one person"
