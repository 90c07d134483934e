"""Runs inside Pyodide, as the site is built: compiles all that a page may import into one archive.

The archive has Pyodide's standard library, our package, and what reads spreadsheets. Python spends most of its start on
compiling; an archive of compiled modules spares it that. The compiler is the very Python that will read them.
"""

import ast
import sys
import zipfile
from importlib.util import MAGIC_NUMBER
from io import BytesIO
from marshal import dumps
from pathlib import Path
from types import CodeType

FIXED_DATE = (2006, 1, 1, 0, 0, 0)  # so that the same sources give the same bytes
# Pyodide reads its own docstrings as it starts; nobody reads the others'.
WITH_DOCSTRINGS = ("pyodide", "_pyodide")
ENTRY = "liumai.browser"


def standard_library() -> str:
    """The path of Pyodide's standard library, a zip."""
    return next(path for path in sys.path if path.endswith(".zip"))


def archive(packages: str) -> bytes:
    """The archive as bytes, of the standard library and the packages in a folder. Stored, not deflated: Python reads it
    faster so."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as target:
        files = _from_zip(standard_library()) | _from_folder(Path(packages))
        for name, content in sorted(files.items()):
            is_module = name.endswith(".py")
            entry = zipfile.ZipInfo(f"{name}c" if is_module else name, FIXED_DATE)
            target.writestr(entry, _compiled(name, content) if is_module else content)
    return written.getvalue()


def _from_zip(path: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def _from_folder(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _compiled(name: str, source: bytes) -> bytes:
    """A module as the bytes of a .pyc, without the tables of line numbers, which are a third of it."""
    level = 0 if name.split("/")[0] in WITH_DOCSTRINGS else 2
    code = compile(source, name, "exec", dont_inherit=True, optimize=level)
    return MAGIC_NUMBER + bytes(12) + dumps(_without_lines(code))


def _without_lines(code: CodeType) -> CodeType:
    inner = (_without_lines(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def first_modules(packages: str, later: tuple[str, ...]) -> list[str]:
    """The modules to import before the snapshot: ENTRY and everything it imports, except what is in a package in ``later``.

    Imports inside functions count too. These modules a page has at once; all others are in the archive.
    """
    found: set[str] = set()
    waiting = [ENTRY]
    while waiting:
        name = waiting.pop()
        imports = _imports(Path(packages), name)
        if name not in found and not any(f"{name}.".startswith(f"{package}.") for package in later):
            found.add(name)
            waiting += imports
    return sorted(found)


def _imports(packages: Path, name: str) -> list[str]:
    """The modules that one of our modules imports; empty for other packages."""
    file = _source(packages, name)
    if file is None:
        return []
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            found += [node.module, *(one for one in inner if _source(packages, one))]
    return found


def _source(packages: Path, name: str) -> Path | None:
    path = packages.joinpath(*name.split("."))
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)
