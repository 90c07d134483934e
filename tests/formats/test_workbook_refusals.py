"""Files that are no workbook, or a damaged or harmful one, are known by their content and refused with what to do."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from liumai.analysis.rows import AppraisalRow, RejectedRow
from liumai.core.errors import RefusedError
from liumai.formats.group_file import kind_of, read_appraisals
from liumai.formats.xlsx.workbook import Workbook
from tests.support.workbook_xml import archive, book, cells, rows, sheet_xml

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MAIN = "six-veins-2006"


def case(name):
    return (FIXTURES / "cases" / name).read_bytes()


@pytest.mark.parametrize("index", ["4", "-1", "x"])
def test_a_shared_text_that_is_not_there_is_damage(index):
    with pytest.raises(RefusedError, match=r"worksheets/sheet1\.xml"):
        cells(f'<c t="s"><v>{index}</v></c>', strings="<si><t>a</t></si>")


def test_too_many_merged_ranges_are_refused():
    merged = '<mergeCell ref="A1:A2"/>' * 200_001
    with pytest.raises(RefusedError, match="merged ranges"):
        rows(book(sheet_xml("<row><c><v>1</v></c></row>", f"<mergeCells>{merged}</mergeCells>")))


def test_a_damaged_sheet_leaves_the_others(rubrics):
    good = sheet_xml(
        '<row><c t="str"><v>name</v></c><c t="str"><v>teamwork</v></c></row><row><c t="str"><v>a</v></c><c><v>3</v></c></row>'
    )
    items = [*read_appraisals("xlsx", book(good, good[:-60], good), rubrics, MAIN)]
    assert [one.place.sheet for one in items if isinstance(one, AppraisalRow)] == ["S1", "S3"]
    (broken,) = [one for one in items if isinstance(one, RejectedRow)]
    assert "xl/worksheets/sheet2.xml" in broken.problems[0].problem.en
    assert (
        "save it as XLSX" in broken.problems[0].problem.en and "另存为 XLSX" in broken.problems[0].problem.zh
    )


def test_a_part_that_is_missing_is_named():
    with zipfile.ZipFile(io.BytesIO(book(sheet_xml("")))) as old:
        parts = {name: old.read(name) for name in old.namelist() if "worksheets" not in name}
    with pytest.raises(RefusedError, match=r"xl/worksheets/sheet1\.xml"):
        rows(archive(**parts))


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE x><worksheet/>",
        '<!DOCTYPE x [<!ENTITY a "1">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
        "<worksheet>" + "<a>" * 100_000,
        '<?xml version="1.0" encoding="zip"?><worksheet/>',
        '<?xml version="1.0" encoding="gb2312"?><worksheet>\xff\xff\xff</worksheet>'.encode("latin-1"),
        sheet_xml('<row r="0"><c><v>1</v></c></row>'),
        sheet_xml('<row r="1048577"><c><v>1</v></c></row>'),
        sheet_xml('<row r="-1"><c><v>1</v></c></row>'),
    ],
    ids=["a DTD", "an entity", "too deep", "no encoding of text", "not in its encoding", "row 0", "a row too many", "row -1"],
)  # fmt: skip
def test_xml_that_means_harm_or_nothing_is_refused(xml):
    with pytest.raises(RefusedError, match=r"xl/worksheets/sheet1\.xml"):
        rows(book(xml))


def test_what_unpacks_to_too_much_is_refused_while_it_is_read():
    big = "<worksheet>" + " " * (257 << 20)
    raw = book(big)
    del big
    tracemalloc.start()
    with pytest.raises(RefusedError) as refused:
        rows(raw)
    assert refused.value.faults[0].code == "too-large"
    assert tracemalloc.get_traced_memory()[1] < 5e6
    tracemalloc.stop()


def compound_file(*streams):
    """The head of a compound file (OLE2), and a directory of streams with these names."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


OTHER_FILES = {
    "an invented old file": (case("old.xls"), "before 2007", "save it as XLSX", "另存为 XLSX"),
    "XLS of LibreOffice": ((FIXTURES / "workbooks" / "shown-and-hidden.xls").read_bytes(), "before 2007", "save it as XLSX", "另存为 XLSX"),
    "XLS": (compound_file("Workbook"), "before 2007", "save it as XLSX", "另存为 XLSX"),
    "XLS of 1992": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "before 2007", "save it as XLSX", "另存为 XLSX"),
    "encrypted": (compound_file("EncryptionInfo", "EncryptedPackage"), "has a password", "remove the password", "去掉密码"),
    "old Word": (compound_file("WordDocument"), "a text document (Word)", "save the table as XLSX or CSV", "XLSX 或 CSV"),
    "ODS of LibreOffice": ((FIXTURES / "workbooks" / "shown-and-hidden.ods").read_bytes(), "(ODS)", "save it as XLSX", "另存为 XLSX"),
    "ODS": (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "(ODS)", "save it as XLSX", "另存为 XLSX"),
    "ODT": (archive(mimetype="application/vnd.oasis.opendocument.text"), "no spreadsheet", "save the table as", "XLSX 或 CSV"),
    "Numbers": (archive(**{"Index/Document.iwa": "", "preview.jpg": ""}), "Numbers", "Export To, Excel", "导出为 Excel"),
    "old Numbers": (archive(**{"Index.zip": ""}), "Numbers", "Export To, Excel", "导出为 Excel"),
    "XLSB": (archive(**{"xl/workbook.bin": "", "[Content_Types].xml": ""}), "(XLSB)", "save it as XLSX", "另存为 XLSX"),
    "Word": (archive(**{"word/document.xml": "<w/>"}), "(Word)", "save the table as XLSX or CSV", "XLSX 或 CSV"),
    "PowerPoint": (archive(**{"ppt/presentation.xml": "<p/>"}), "(PowerPoint)", "save the table as XLSX or CSV", "XLSX 或 CSV"),
    "an archive": (archive(**{"team.csv": "a"}), "no workbook in this archive", "unpack it", "解压缩"),
    "an empty archive": (archive(), "no workbook in this archive", "unpack it", "解压缩"),
    "HTML": (b"\xef\xbb\xbf\n<HTML><body><table><tr><td>1", "a web page", "save it as XLSX", "另存为 XLSX"),
    "HTML in UTF-16": ("<table><tr><td>1".encode("utf-16"), "a web page", "save it as XLSX", "另存为 XLSX"),
    "XML 2003": (b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?><Workbook/>', "XML Spreadsheet 2003", "save it as XLSX", "另存为 XLSX"),
    "XML 2003 of another": (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML Spreadsheet 2003", "save it as XLSX", "另存为 XLSX"),
    "a damaged archive": (b"PK\x03\x04" + b"\0" * 99, "damaged or not complete", "save it as XLSX anew", "另存为 XLSX"),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHER_FILES)
@pytest.mark.parametrize("name", ["team.xlsx", "team.xls", "team", "team.csv"])
def test_what_is_no_xlsx_is_known_by_its_content_and_told_what_to_do(what, name):
    raw, found, advice_en, advice_zh = OTHER_FILES[what]
    assert kind_of(name, raw) == "xlsx"
    with pytest.raises(RefusedError) as refused:
        Workbook(raw)
    problem = refused.value.faults[0].problem
    assert found in problem.en and advice_en in problem.en and advice_zh in problem.zh
    assert "expected" in problem.en and "应为" in problem.zh


def test_a_workbook_under_a_wrong_name_is_one_and_a_text_is_none():
    raw = case("declaration.xlsx")
    assert {kind_of(name, raw) for name in ("a.xls", "a.zip", "a.csv", "a.yaml", "a")} == {"xlsx"}
    assert kind_of("a.xls", b"name\tteamwork\na\t3\n") == "csv"
    assert kind_of("a.yaml", b"rubric: x") == "document" and kind_of("a.csv", b"<3,a") == "csv"
