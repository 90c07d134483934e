"""Runs inside Pyodide, as the site is built: packs what the core imports, compiled, into one zip; and what only
spreadsheets need into another, which the page fetches for them alone.

Python spends most of its start on compiling its own library; a zip of compiled modules spares it that. Which modules
travel is found by using the core here (workload.mjs): whatever is imported then is packed, and nothing else. The compiler is
the very Python that will read the zip.
"""

import ast
import importlib
import sys
import zipfile
from importlib.util import MAGIC_NUMBER
from io import BytesIO
from marshal import dumps
from pathlib import Path
from types import CodeType
from zipimport import zipimporter

FIXED_DATE = (2006, 1, 1, 0, 0, 0)  # so that the same sources give the same bytes
# The modules of the core that need openpyxl.
OF_SHEETS = ("liumai.workbook", "liumai.template")
# Pyodide reads its own docstrings as it starts; nobody reads the others'.
WITH_DOCSTRINGS = ("pyodide", "_pyodide")


def import_all_again() -> None:
    """What the core's modules in use import only on need."""
    own = [module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "liumai"]
    for file in filter(None, own):
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
            import_again(node)


def import_again(node: ast.AST) -> None:
    """Import what a module imports only on need, inside of its functions."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            importlib.import_module(alias.name)
    elif isinstance(node, ast.ImportFrom) and node.module and node.module not in OF_SHEETS:
        importlib.import_module(node.module)


def imported(core: str) -> dict[str, bytes]:
    """Source of every module in use that is not built in or frozen, by its path on the import path.

    ``core`` is the folder that our wheel was unpacked into.
    """
    sources = {}
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not spec.has_location or not spec.origin.endswith(".py"):
            continue
        if isinstance(spec.loader, zipimporter):
            name = spec.origin.removeprefix(spec.loader.archive + "/")
            sources[name] = spec.loader.get_data(spec.origin)
        elif spec.origin.startswith(core):
            sources[spec.origin.removeprefix(core)] = Path(spec.origin).read_bytes()
    return sources


def compiled(name: str, source: bytes) -> bytes:
    """A module as the bytes of a .pyc, without the tables of line numbers, which are a third of it."""
    level = 0 if name.split("/")[0] in WITH_DOCSTRINGS else 2
    code = compile(source, name, "exec", dont_inherit=True, optimize=level)
    return MAGIC_NUMBER + bytes(12) + dumps(_without_lines(code))


def _without_lines(code: CodeType) -> CodeType:
    inner = (_without_lines(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def workbooks() -> list[bytes]:
    """Workbooks as people have them: ours to fill in, one that we wrote, one with all kinds of cells."""
    from liumai.browser import _rubrics
    from liumai.template import Template
    from liumai.workbook import write_workbook

    templates = [
        Template(rubric, tongue).workbook() for rubric in _rubrics.values() for tongue in ("zh", "en")
    ]
    return [
        *templates,
        write_workbook([("a", ["b"], [["=c\nd", 1.5, None, "\x07"]])]),
        workbook_of_all_kinds(),
    ]


def workbook_of_all_kinds() -> bytes:
    """Cells, formats and sheets as other programs leave them."""
    from datetime import date, datetime, time, timedelta

    from liumai.browser import _rubrics

    book = importlib.import_module("openpyxl").Workbook()
    for rubric in _rubrics.values():
        sheet = book.create_sheet(rubric.id)
        sheet.append(["姓名", "Manager", "Period", *(criterion.name.zh for criterion in rubric.criteria)])
        kinds = [3, 2.5, "4½", True, date(2006, 6, 1), datetime(2006, 6, 1, 9, 30), time(9), timedelta(hours=1),
                 "#N/A", "=1+1", None, "长" * 300, "😀", "5\n1: +"]  # fmt: skip
        for row in range(len(kinds)):
            sheet.append([f"员工{row}", "é", "2006Q2", *(kinds[row:] + kinds[:row])[: len(rubric.criteria)]])
        sheet["D3"].number_format = "0%"
        sheet.merge_cells("A5:B5")
    hidden = book.create_sheet("hidden")
    hidden.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def exercise_sheets(given: list[bytes]) -> None:
    """Read workbooks as the page does."""
    from liumai.browser import _rubrics
    from liumai.intake import read_appraisals

    for raw in given:
        list(read_appraisals("xlsx", raw, _rubrics))


def pack(core: str) -> bytes:
    """The zip of the core, which has been used. Stored, not deflated: Python reads it faster so."""
    import_all_again()
    return zipped(imported(core))


def pack_sheets(core: str) -> tuple[bytes, list[bytes]]:
    """The zip of what spreadsheets need besides, and the workbooks that told; openpyxl stands beside the core."""
    before = imported(core)
    given = workbooks()
    exercise_sheets(given)
    packed = zipped({name: source for name, source in imported(core).items() if name not in before})
    return packed, given


def zipped(sources: dict[str, bytes]) -> bytes:
    """Modules, compiled, as the bytes of a zip."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name, source in sorted(sources.items()):
            target.writestr(zipfile.ZipInfo(f"{name}c", FIXED_DATE), compiled(name, source))
    return made.getvalue()
