"""Runs inside Pyodide, as the site is built: packs what the core imports, compiled, into one zip; and what only
spreadsheets need into another, which the page fetches for them alone.

Python spends most of its start on compiling its own library; a zip of compiled modules spares it that. Which modules
travel is found by using the core here: whatever is imported then is packed, and nothing else. The compiler is the very
Python that will read the zip.
"""

import ast
import importlib
import json
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


def exercise(rubrics: list[str]) -> None:
    """Use the core as the page does, refusals included, so that all it imports is imported."""
    from liumai import browser

    for text in rubrics:
        browser.add_rubric(text)
        rubric = json.loads(text)
        groups = ["mpu-" + "m" * (len(criterion["levels"]) - 4) for criterion in rubric["criteria"]]
        vector = {"vector": f"{rubric['id']}:{'.'.join(groups)}"}
        empty = {"rubric": rubric["id"], "criteria": {}}
        requests = [
            vector | {"moves": True, "text": "en"},
            {"vector": "?"},
            {"appraisal": empty | {"criteria": {"?": {"score": 0.7}}, "more": 1}},
            {"document": {"name": "?", "text": json.dumps(empty)}},
            {"readings": {"own": vector, "managers": {"appraisal": empty}}},
            {"year": {"quarters": [vector, None]}},
            {"promotion": {"rubric": rubric["id"], "total": "1 1/2", "performance": "50"}},
            {"calibration": {"expert": vector, "readings": [vector, {"vector": "?"}]}},
        ]
        for request in requests:
            browser.answer(json.dumps(request))
    for name, file in {
        "a.csv": "姓名;主管".encode("gb18030"),
        "b.csv": "a,b".encode("utf-16"),
        "c.ndjson": b"{}",
    }.items():
        browser.answer(json.dumps({"team": {"open": {"name": name, "rubric": None}}}), file)
        for request in (
            {"go": 9},
            {"sum": True},
            {"export": {"kind": "csv", "language": "en"}},
            {"close": True},
        ):
            browser.answer(json.dumps({"team": request}))
    import_all_again()


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


def exercise_sheets() -> None:
    """Write a workbook and read it again, dates, formulas and broken ones included."""
    from datetime import datetime

    from liumai.browser import _rubrics
    from liumai.intake import read_appraisals
    from liumai.template import Template
    from liumai.workbook import write_workbook

    rubric = next(iter(_rubrics.values()))
    list(read_appraisals("xlsx", Template(rubric, "en").workbook(), _rubrics))
    made = write_workbook([("a", ["b"], [["=c\nd", 1.5, None, "\x07"]])])
    book = importlib.import_module("openpyxl").Workbook()
    book.active.append([datetime(2006, 6, 1), "=1+1", True])
    stream = BytesIO()
    book.save(stream)
    for raw in (made, stream.getvalue()):
        list(read_appraisals("xlsx", raw, _rubrics))


def pack(core: str, rubrics: list[str]) -> bytes:
    """The zip of the core. Stored, not deflated: it travels compressed as a whole, and Python reads it faster so."""
    sys.path.insert(0, core)
    exercise(rubrics)
    return zipped(imported(core))


def pack_sheets(core: str) -> bytes:
    """The zip of what spreadsheets need besides; openpyxl stands beside the core."""
    before = imported(core)
    exercise_sheets()
    return zipped({name: source for name, source in imported(core).items() if name not in before})


def zipped(sources: dict[str, bytes]) -> bytes:
    """Modules, compiled, as the bytes of a zip."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name, source in sorted(sources.items()):
            target.writestr(zipfile.ZipInfo(f"{name}c", FIXED_DATE), compiled(name, source))
    return made.getvalue()
