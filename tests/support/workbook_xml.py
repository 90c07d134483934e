"""Workbooks made from XML by hand, and what is read from them."""

import io
import zipfile

from liumai.formats.xlsx.workbook import Workbook

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet_xml(data, after="", before=""):
    return f'<worksheet xmlns="{TRANSITIONAL}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def archive(**parts):
    """A ZIP archive; ``__`` in a name is a slash, ``_`` before the suffix a point."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def book(*sheets, states=(), strings="", styles="", properties="", **parts):
    """The least workbook: no content types, no properties, no theme, and styles only where given."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}" state="{state}"/>'
        for n, state in enumerate([*states, *["visible"] * (len(sheets) - len(states))], 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(
            [*targets, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")], 1
        )
    )
    made = {
        "xl/workbook.xml": f'<workbook xmlns="{TRANSITIONAL}" xmlns:r="{RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
    }
    if strings:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{TRANSITIONAL}">{strings}</sst>'
    if styles:
        made["xl/styles.xml"] = styles
    return archive(**{**made, **parts})


def styles_xml(*formats):
    """Styles whose cell formats have these number formats: an id, or a code."""
    codes = {code: 164 + n for n, code in enumerate(formats) if isinstance(code, str)}
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{escaped(code)}"/>' for code, n in codes.items())
    cells = "".join(f'<xf numFmtId="{codes.get(code, code)}"/>' for code in formats)
    return f'<styleSheet xmlns="{TRANSITIONAL}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>'


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def sheets(raw):
    """The sheets' rows by name, and the notices."""
    found, notices = {}, []
    for sheet in Workbook(raw):
        if isinstance(sheet, tuple):
            found[sheet[0]] = [(number, [*cells]) for number, cells in sheet[1]]
        elif notice := sheet():
            notices.append(notice)
    return found, notices


def rows(raw):
    (listed,) = sheets(raw)[0].values()
    return listed


def cells(data, **options):
    """The cells of a sheet of one row with these cells' XML."""
    ((_, found),) = rows(book(sheet_xml(f"<row>{data}</row>"), **options))
    return found
