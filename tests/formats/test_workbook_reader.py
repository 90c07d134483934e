"""Workbooks are read by what their cells hold and show, whatever else the file says or lacks."""

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.rows import AppraisalRow, RowMessage
from liumai.formats.cells import MOST_COLUMNS, SpecialCell
from liumai.formats.group_file import read_appraisals
from liumai.formats.xlsx.workbook import Workbook
from liumai.formats.xlsx.workbook_writer import write_workbook
from tests.support.read_tables import read_promotions
from tests.support.workbook_xml import PACKAGE, archive, book, cells, rows, sheet_xml, sheets

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MAIN = "six-veins-2006"


def case(name):
    return (FIXTURES / "cases" / name).read_bytes()


HEAD = ["姓名", "主管", "时段", "标准", "客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]
PEOPLE = [
    ["甲一", "乙", "2006Q2", MAIN, 3, 3, 2, 4, 3, 3],
    ["甲二", "乙", "2006Q2", MAIN, 2.5, 3, 3, 5, 2, 3],
    ["甲三", "乙", "2006Q2", MAIN, 3, 2, 3, 4, 3, 2.5],
]


@pytest.mark.parametrize(
    "name",
    ["bad-fill", "dimension-row1", "dv-extension", "float17", "hidden-row", "merged-manager", "no-default-style", "strict"],
)  # fmt: skip
def test_what_other_programs_leave_holds_the_same_three_people(name):
    found, _ = sheets(case(f"{name}.xlsx"))
    assert found == {"Q2": list(enumerate([HEAD, *PEOPLE], 1))}


@pytest.mark.parametrize("name", ["declaration", "protected"])
def test_a_sheet_with_a_declaration_or_protected_is_read(name):
    found, notices = sheets(case(f"{name}.xlsx"))
    assert found["表"][1] == (2, ["员工0", "主管甲", "2006Q2", 3, 2.5, 3, 4, 3, 3])
    assert not notices and len(found["表"]) >= 4


def test_a_percentage_is_what_the_cell_shows(rubrics):
    assert [row[1:] for _, row in rows(case("percent-promotion.xlsx"))][1:] == [
        [18.5, "92%"], [18, "100%"], [18, "92%"],
    ]  # fmt: skip
    name, listed = next(iter(Workbook(case("percent-promotion.xlsx"))))
    candidates = [*read_promotions(listed, rubrics, name, MAIN)]
    assert [one.subject for one in candidates] == ["甲一", "甲二", "甲三"]


def test_headings_over_two_rows_have_the_merged_text_in_each_cell():
    (_, first), (_, second), *people = rows(case("two-row-header.xlsx"))
    assert first == [*HEAD[:4], *["价值观得分"] * 6] and second == HEAD
    assert [row for _, row in people] == PEOPLE


def test_a_total_row_and_odd_spaces_are_read_as_they_are():
    total = rows(case("total-row.xlsx"))
    assert [row for _, row in total[:4]] == [HEAD, *PEOPLE] and len(total) > 4
    assert len({row[1] for _, row in rows(case("invisible.xlsx"))[1:]}) > 1


def test_hidden_rows_are_read_and_named(rubrics):
    raw = case("hidden-row.xlsx")
    _, (notice,) = sheets(raw)
    assert (notice.place.row, notice.place.sheet) == (0, "Q2")
    assert notice.problem.zh == "第 3 行是隐藏的，也读了"
    assert notice.problem.en == "hidden, but read too: row 3"
    items = [*read_appraisals("xlsx", raw, rubrics)]
    assert notice in items and len([one for one in items if isinstance(one, AppraisalRow)]) == 3


@pytest.mark.parametrize("name", ["shown-and-hidden", "xlsxwriter-shown-and-hidden"])
def test_workbooks_of_other_programs_with_percentages_merged_and_hidden_cells(rubrics, name):
    raw = (FIXTURES / "workbooks" / f"{name}.xlsx").read_bytes()
    found, notices = sheets(raw)
    people = [row for _, row in found["Team"] if row[0] in ("Ann", "Bo", "王芳")]
    assert [row[:3] for row in people[:2]] == [["Ann", "Lee", "92%"], ["Bo", "Lee", people[1][2]]]
    assert people[1][2] in ("100%", "92.5%") and people[2][1] == "Lee"
    assert notices[0].problem.en.startswith("hidden, but read too: row ")
    assert notices[0].problem.en.endswith("; column F")
    assert notices[1].problem.en == "this sheet is hidden, but was read too"
    told = {
        one.place.sheet for one in read_appraisals("xlsx", raw, rubrics, MAIN) if isinstance(one, RowMessage)
    }
    assert "Lists" not in told  # without a table it makes no noise


def test_every_workbook_of_the_fixtures_is_read():
    for file in sorted((FIXTURES / "workbooks").glob("*.xlsx")):
        found, _ = sheets(file.read_bytes())
        assert any(len(listed) >= 3 for listed in found.values()), file.name


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ("<c><v>3</v></c>", 3),
        ("<c><v> 2.5 </v></c>", 2.5),
        ("<c><v>2.9999999999999996</v></c>", 3),
        ("<c><v>0.1000000000000000055</v></c>", 0.1),
        ("<c><v>1234567890123456789</v></c>", 1234567890123460000),
        ("<c><v>1E2</v></c>", 100),
        ("<c><v>-4.5e-3</v></c>", -0.0045),
        ("<c><v>1e999</v></c>", "1e999"),
        ("<c><v>nan</v></c>", "nan"),
        ("<c><v>three</v></c>", "three"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#N/A</v></c>', SpecialCell("error", "#N/A")),
        ('<c t="d"><v>2006-06-30</v></c>', SpecialCell("date", "2006-06-30")),
        ('<c t="d"><v>2006-06-30T08:00:00</v></c>', SpecialCell("date", "2006-06-30")),
        ('<c t="d"><v>T08:30:00Z</v></c>', SpecialCell("date", "08:30:00")),
        ('<c t="str"><v>text</v></c>', "text"),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "a"),
        ('<c t="inlineStr"><v>a</v></c>', "a"),
        ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>', "a b"),
        ('<c t="inlineStr"><is><t>王</t><rPh sb="0" eb="1"><t>wang</t></rPh><phoneticPr fontId="1"/></is></c>', "王"),
        ('<c t="str"><v>a_x000D_\nb_x000d_c</v></c>', "a\nb\nc"),
        ('<c t="str"><v>_x005F_x000D__xD83D__xDE00_</v></c>', "_x000D_😀"),
        ("<c><f>2+0.5</f><v>2.5</v></c>", 2.5),
        ("<c><f>2+0.5</f></c>", SpecialCell("formula", "=2+0.5")),
        ("<c><f>2+0.5</f><v/></c>", SpecialCell("formula", "=2+0.5")),
        ('<c><f ca="1"/></c>', SpecialCell("formula", "=…")),
        ('<c><f t="array" ref="A1:A2">SUM(B1:B2)</f></c>', SpecialCell("formula", "=SUM(B1:B2)")),
    ],
)  # fmt: skip
def test_the_kinds_of_cells(xml, value):
    (found,) = cells(xml)
    assert found == value and type(found) is type(value)


def test_a_formula_with_an_empty_text_as_its_value_is_empty():
    assert cells('<c t="str"><f>""</f><v></v></c><c><v>1</v></c>') == [None, 1]


def test_cells_of_a_shared_formula_without_values_are_formulas_too():
    found = cells('<c><f t="shared" ref="A1:B1" si="0">C1+1</f></c><c><f t="shared" si="0"/></c>')
    assert found == [SpecialCell("formula", "=C1+1")] * 2


def test_texts_that_cells_share_are_joined_and_without_their_phonetic_guide():
    strings = (
        '<si><t>a</t></si><si><r><t>b</t></r><r><t xml:space="preserve"> c</t></r></si><si/>'
        '<si><t>王</t><rPh sb="0" eb="1"><t>wang</t></rPh></si>'
    )
    data = "".join(f'<c t="s"><v>{n}</v></c>' for n in (3, 2, 1, 0))
    assert cells(data, strings=strings) == ["王", None, "b c", "a"]


def test_cells_and_rows_without_addresses_follow_the_one_before():
    data = (
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
        '<row><c r="B6"><v>5</v></c></row><row><c r="A9"><v>6</v></c></row><row><c/></row><row r="30"/>'
    )
    assert rows(book(sheet_xml(data))) == [
        (1, [1, 2]), (5, [None, None, 3, 4]), (6, [None, 5]), (9, [6]),
    ]  # fmt: skip


def test_the_declared_dimension_is_not_believed():
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 2, 3))
    for dimension in ("A1", "A1:XFD1048576", "nonsense"):
        found = rows(book(sheet_xml(data, before=f'<dimension ref="{dimension}"/>')))
        assert found == [(1, [1]), (2, [2]), (3, [3])]


def test_prefixes_other_namespaces_and_extensions_do_not_matter():
    xml = (
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:mc="urn:mc"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>2</x:v>'
        "<x:extLst><x:ext><x:v>9</x:v></x:ext></x:extLst></x:c>"
        '<mc:AlternateContent><mc:Choice Requires="z"><x:c><x:v>7</x:v></x:c></mc:Choice>'
        "<mc:Fallback><x:c><x:v>3</x:v></x:c></mc:Fallback></mc:AlternateContent></x:row>"
        '<x:row hidden="true"><x:c><x:v>4</x:v></x:c></x:row>'
        "</x:sheetData><x:extLst><x:ext><x:row><x:c><x:v>8</x:v></x:c></x:row></x:ext></x:extLst></x:worksheet>"
    )
    found, (notice,) = sheets(book(xml))
    assert found["S1"] == [(1, ["a", 2, 3]), (2, [4])]
    assert notice.problem.en == "hidden, but read too: row 2"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"), ("utf-8", "utf-8-sig"), ("UTF-16", "utf-16"), ("utf-16", "utf-16-be"), ("utf-8", "utf-16-le"),
        ("GBK", "gbk"), ("GB18030", "gb18030"), ("Shift_JIS", "shift_jis"), ("utf-16", "utf-8"),
    ],
)  # fmt: skip
def test_parts_may_have_any_encoding(declared, encoding):
    text = sheet_xml(
        '<row><c t="str"><v>王芳</v></c></row>', '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    raw = book(f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding))
    assert rows(raw) == [(1, ["王芳", "王芳"])]


def test_merged_cells_mean_all_the_cells_they_cover():
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"/></row><row r="2"><c r="C2"><v>3</v></c></row>'
        '<row r="3"/><row r="5"><c r="A5"><v>9</v></c><c r="C5"><v>5</v></c></row><row r="6"><c r="A6"><v>6</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="B1:D2"/><mergeCell ref="$A$1:$A$5"/><mergeCell ref="A6:C6"/><mergeCell ref="C3:C5"/></mergeCells>'
    assert rows(book(sheet_xml(data, merged))) == [
        (1, [1, 2, 2, 2]), (2, [1, 2, 2, 2]), (5, [1, None, 5]), (6, [6, 6, 6]),
    ]  # fmt: skip


def test_huge_and_odd_merged_ranges_cost_nothing():
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:XFD1048576", "B2", "x", "", "D5:C4"))
    started = time.process_time()
    listed = rows(book(sheet_xml(data, f"<mergeCells>{merged}</mergeCells>")))
    assert [(number, len(row), set(row)) for number, row in listed] == [
        (1, MOST_COLUMNS, {1}), (1_048_576, MOST_COLUMNS, {1}),
    ]  # fmt: skip
    assert time.process_time() - started < 1


def test_hidden_rows_and_columns_are_named_in_ranges():
    hidden = (5, 6, 7, 12, *range(20, 60, 2))
    data = "".join(
        f'<row r="{n}" hidden="{n in hidden:d}"><c><v>{n}</v></c><c><v>1</v></c></row>' for n in range(1, 70)
    )
    empty = '<row r="80" hidden="1"><c r="A80"/></row>'
    columns = '<cols><col min="1" max="1" hidden="1"/><col min="2" max="16384" hidden="true"/><col min="5" max="5"/></cols>'
    _, (notice,) = sheets(book(sheet_xml(data + empty, before=columns)))
    assert notice.problem.en == (
        "hidden, but read too: rows 5–7, 12, 20, 22, 24, 26, 28, 30, 32, 34, …; columns A, B"
    )
    assert notice.problem.zh == "第 5–7、12、20、22、24、26、28、30、32、34、… 行，A、B 列是隐藏的，也读了"


def test_hidden_columns_that_only_a_merged_title_covers_are_not_named():
    data = '<row><c t="str"><v>Title</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>'
    columns = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    title = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    found, notices = sheets(book(sheet_xml(data, title, columns)))
    assert found["S1"][0] == (1, ["Title"] * MOST_COLUMNS) and not notices


def test_a_row_that_goes_on_beyond_the_last_column_that_is_read_is_told():
    data = f"<row>{'<c><v>1</v></c>' * (MOST_COLUMNS + 1)}</row>"
    found, (notice,) = sheets(book(sheet_xml(data)))
    assert found["S1"] == [(1, [1] * MOST_COLUMNS)] and "too wide" in notice.problem.en
    stray = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    assert sheets(book(sheet_xml(stray))) == ({"S1": [(1, [1])]}, [])


def test_hidden_sheets_without_a_table_make_no_noise(rubrics):
    head = '<row hidden="1"><c t="str"><v>name</v></c><c t="str"><v>teamwork</v></c></row>'
    person = '<row><c t="str"><v>a</v></c><c><v>3</v></c></row>'
    table, lists = sheet_xml(head + person), sheet_xml("<row hidden='1'><c><v>1</v></c></row>")
    raw = book(table, lists, lists, table, states=["visible", "veryHidden", "hidden", "hidden"])
    items = [*read_appraisals("xlsx", raw, rubrics, MAIN)]
    assert [one.place.sheet for one in items if isinstance(one, AppraisalRow)] == ["S1", "S4"]
    assert [(one.place.sheet, one.problem.en) for one in items if isinstance(one, RowMessage)] == [
        ("S1", "hidden, but read too: row 1"), ("S4", "this sheet is hidden, but was read too"),
    ]  # fmt: skip


def test_parts_are_found_without_relationships_and_in_other_cases():
    raw = book(sheet_xml("<row><c><v>1</v></c></row>"))
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        parts = {name: old.read(name) for name in old.namelist() if not name.endswith(".rels")}
    assert rows(archive(**parts)) == [(1, [1])]
    assert rows(archive(**{name.replace("/", "\\").upper(): data for name, data in parts.items()})) == [
        (1, [1])
    ]


def test_the_workbook_is_where_the_archive_says():
    relation = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="http://purl.oclc.org/x/officeDocument" Target="/a/b.xml"/></Relationships>'
    listed = '<workbook xmlns:q="urn:q"><sheets><sheet name="T" q:id="x"/><sheet name="Chart" q:id="y"/></sheets></workbook>'
    targets = (
        '<Relationships><Relationship Id="x" Type="urn/worksheet" Target="../c.xml"/>'
        '<Relationship Id="y" Type="urn/chartsheet" Target="d.xml"/></Relationships>'
    )
    parts = {"_rels/.rels": relation, "a/b.xml": listed, "a/_rels/b.xml.rels": targets}
    assert sheets(archive(**parts, **{"c.xml": sheet_xml("<row><c><v>1</v></c></row>")})) == (
        {"T": [(1, [1])]},
        [],
    )


def test_a_cell_in_the_last_row_or_column_costs_nothing():
    far = '<row r="1048576"><c r="A1048576"><v>2</v></c><c r="XFD1048576"><v>3</v></c></row>'
    started = time.process_time()
    listed = rows(book(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>' + far)))
    assert listed == [(1, [1]), (1_048_576, [2])]
    assert time.process_time() - started < 1


def test_many_rows_are_read_in_little_memory():
    def many():
        for n in range(20_000):
            yield [f"Person {n}", *[n % 5 + 0.5] * 6]

    raw = write_workbook([("T", ["name", *"abcdef"], many())])
    tracemalloc.start()
    _, listed = next(iter(Workbook(raw)))
    assert sum(1 for _ in listed) == 20_001
    assert tracemalloc.get_traced_memory()[1] < 8e6
    tracemalloc.stop()


def test_the_number_of_rows_is_known_before_they_are_read():
    raw = book(sheet_xml("<row><c><v>1</v></c></row>" * 50), sheet_xml("<row/>" * 7), "<damaged")
    assert Workbook(raw).size == 57


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12).map(
    lambda text: "".join(c for c in text if c in "\t\n" or (ord(c) > 31 and c not in "\x7f\ufffe\uffff"))
)
NUMBER = st.one_of(
    st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.15g}"))
)
TABLE = st.lists(st.lists(st.none() | NUMBER | TEXT | st.booleans(), max_size=6), max_size=6)


def stripped(row):
    """A row as it is read: empty texts are empty cells, of which none stands at the end."""
    found = [None if cell == "" else cell for cell in row]
    while found and found[-1] is None:
        found.pop()
    return found


@given(TABLE)
def test_a_table_written_is_read_back(table):
    raw = write_workbook([("T", ["head"], table)])
    assert rows(raw) == [
        (1, ["head"]),
        *((n, stripped(row)) for n, row in enumerate(table, 2) if stripped(row)),
    ]


@given(TABLE)
def test_a_table_written_by_openpyxl_is_read_back(table):
    other = openpyxl.Workbook()
    for n, row in enumerate(table, 1):
        for index, value in enumerate(row, 1):
            cell = other.active.cell(n, index)
            if isinstance(value, str):
                cell.value, cell.data_type = value.replace("_x", "_ x"), "s"
            else:
                cell.value = value
    buffer = io.BytesIO()
    other.save(buffer)
    expected = [
        (n, [cell.replace("_x", "_ x") if isinstance(cell, str) else cell for cell in stripped(row)])
        for n, row in enumerate(table, 1)
        if stripped(row)
    ]
    assert rows(buffer.getvalue()) == expected
