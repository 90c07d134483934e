"""Recognises files of spreadsheet programs by their content, whatever their name, and says what to do with the wrong ones."""

from __future__ import annotations

import re
from collections.abc import Collection

from liumai.core.errors import RefusedError
from liumai.core.rubric import Text
from liumai.formats.plain_data import refused

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE2 = b"\xd0\xcf\x11\xe0"  # a compound file: XLS, or an encrypted XLSX
_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x00-\x10]\x00")  # XLS of before 1993, without a compound file
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.I | re.S
)
_XML_2003 = re.compile(r"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet")
_HEAD = 2000  # bytes, in which a text's kind is seen

_SAVE = Text("请用表格软件打开，另存为 XLSX 再读", "open it in a spreadsheet program and save it as XLSX")
_NOT_XLSX = {
    "xls": Text("这是 2007 年以前格式的表格（XLS）", "a spreadsheet of the format before 2007 (XLS)"),
    "html": Text("这是网页（HTML），不是表格文件", "a web page (HTML) under a spreadsheet's name"),
    "xml": Text("这是“XML 电子表格 2003”", "an “XML Spreadsheet 2003”"),
    "ods": Text("这是 OpenDocument 表格（ODS）", "an OpenDocument spreadsheet (ODS)"),
    "xlsb": Text("这是二进制工作簿（XLSB）", "a binary workbook (XLSB)"),
}
_NO_SPREADSHEET = {
    "word": Text("这是文字文档（Word）", "a text document (Word)"),
    "powerpoint": Text("这是幻灯片（PowerPoint）", "a presentation (PowerPoint)"),
    "opendocument": Text("这是 OpenDocument 文档，但不是表格", "an OpenDocument file, but no spreadsheet"),
}
_ENCRYPTED = (
    "工作簿有密码；应为没有密码的 XLSX：请打开，去掉密码再保存",
    "the workbook has a password; expected XLSX without a password: open it, remove the password and save it",
)
_OF_NUMBERS = (
    "这是 Numbers 文稿；应为 XLSX：请在 Numbers 里“导出为 Excel”再读",
    "found no workbook that can be read, but a document of Numbers; expected XLSX: in Numbers, choose File, Export To, Excel",
)


def is_spreadsheet(raw: bytes) -> bool:
    """Whether a file's content is that of a spreadsheet program, of one that can be read or of one that is refused."""
    return raw.startswith((*ZIP, OLE2)) or _BIFF.match(raw) is not None or _text_kind(raw) is not None


def refuse_other_format(raw: bytes) -> None:
    """Raises :class:`RefusedError` for a file that is no ZIP archive, and so no XLSX workbook."""
    if raw.startswith(ZIP):
        return
    if raw.startswith(OLE2):
        raise _refused_compound_file(raw)
    if kind := "xls" if _BIFF.match(raw) else _text_kind(raw):
        raise _not_xlsx(kind)
    raise refused(
        "not-text",
        f"这不是 XLSX 工作簿，或者已经损坏；应为 XLSX：{_SAVE.zh}",
        f"found no workbook that can be read, or a damaged one; expected XLSX: {_SAVE.en}",
    )


def refused_archive(names: Collection[str], mimetype: str) -> RefusedError:
    """The refusal of a ZIP archive without a workbook, from its parts' names in lower case and its ``mimetype``, if any."""
    if "spreadsheet" in mimetype or (not mimetype and {"content.xml", "meta-inf/manifest.xml"} <= set(names)):
        return _not_xlsx("ods")
    if mimetype.startswith("application/vnd.oasis.opendocument"):
        return _no_spreadsheet("opendocument")
    if any(name in names for name in ("index/document.iwa", "index.zip")) or any(".iwa" in n for n in names):
        return refused("not-text", *_OF_NUMBERS)
    if "xl/workbook.bin" in names:
        return _not_xlsx("xlsb")
    for kind, start in (("word", "word/"), ("powerpoint", "ppt/")):
        if any(name.startswith(start) for name in names):
            return _no_spreadsheet(kind)
    return refused(
        "not-text",
        "压缩包里没有工作簿；应为 XLSX：请解压缩，选其中的表格文件",
        "found no workbook in this archive; expected XLSX: unpack it and choose the spreadsheet in it",
    )


def refused_encrypted() -> RefusedError:
    """The refusal of a workbook with a password."""
    return refused("not-text", *_ENCRYPTED)


def _refused_compound_file(raw: bytes) -> RefusedError:
    """The refusal by the names of the compound file's streams."""
    if _has_stream(raw, "EncryptedPackage"):
        return refused_encrypted()
    for kind, stream in (("word", "WordDocument"), ("powerpoint", "PowerPoint Document")):
        if _has_stream(raw, stream):
            return _no_spreadsheet(kind)
    return _not_xlsx("xls")


def _has_stream(raw: bytes, name: str) -> bool:
    """Whether a compound file's directory has this name. Its entries have 128 bytes and begin with the name in UTF-16."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = raw.find(wanted)
    while at >= 0 and at % 128:
        at = raw.find(wanted, at + 1)
    return at >= 0


def _text_kind(raw: bytes) -> str | None:
    """``html`` or ``xml`` (XML Spreadsheet 2003), which spreadsheet programs open under the name ``.xls``."""
    head = raw[:_HEAD]
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf_16 else "utf-8-sig", "replace")
    if text.lstrip()[:1] != "<":
        return None
    if _HTML.match(text):
        return "html"
    return "xml" if _XML_2003.search(text) else None


def _not_xlsx(kind: str) -> RefusedError:
    what = _NOT_XLSX[kind]
    return refused(
        "not-text",
        f"{what.zh}；应为 XLSX：{_SAVE.zh}",
        f"found no workbook that can be read, but {what.en}; expected XLSX: {_SAVE.en}",
    )


def _no_spreadsheet(kind: str) -> RefusedError:
    what = _NO_SPREADSHEET[kind]
    return refused(
        "not-text",
        f"{what.zh}；应为表格：请把表另存为 XLSX 或 CSV",
        f"found no workbook that can be read, but {what.en}; expected a spreadsheet: save the table as XLSX or CSV",
    )
