"""Runs in Pyodide: imports every module of its standard library, and says which of them can be."""

import importlib
import json
import sys
import zipfile

LEFT_OUT = {"antigravity", "this"}  # importing them opens a page, or prints
# Importing these runs a program.
PROGRAM = "__main__"


def modules(archive: str) -> list[str]:
    """Every module in a zip, packages before what is in them."""
    found = set()
    for name in zipfile.ZipFile(archive).namelist():
        path, _, ending = name.rpartition(".")
        if ending in ("py", "pyc"):
            parts = path.split("/")
            if parts[-1] == "__init__":
                parts.pop()
            if PROGRAM not in parts and all(part.isidentifier() for part in parts):
                found.add(".".join(parts))
    return sorted(found - LEFT_OUT)


def importable(names: list[str]) -> list[str]:
    """Those of the modules that can be imported."""
    found = []
    for name in names:
        try:
            importlib.import_module(name)
        except (ImportError, AttributeError, OSError, NotImplementedError):
            continue
        found.append(name)
    return found


def everything(known: str = "") -> str:
    """As JSON: the modules that can be imported, of those in ``known`` (JSON), or else of the standard library."""
    library = next(path for path in sys.path if path.endswith(".zip"))
    names = json.loads(known) if known else modules(library) + sorted(sys.builtin_module_names)
    return json.dumps(importable(names))
