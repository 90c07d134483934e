"""The folders keep their floors: imports run downwards only, the two lowest are pure, no file or folder grows too large."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each folder's floor; a module imports from its own folder and from lower floors. Source: the picture in CONTRIBUTING.md.
LIUMAI = {"core": 1, "analysis": 2, "formats": 3, "rubric_files": 4, "batch": 4, "browser": 5, "cli": 5}
PURE = ("core", "analysis")
# The only modules that may import a package besides the standard library and liumai itself, by their path's beginning.
LIBRARIES = {
    "formats/yaml_file.py": {"yaml"},
    "formats/xlsx/": {"xlsxwriter"},
    "rubric_files/": {"pydantic"},
    "cli/": {"click", "rich"},
}
MOST_LINES = 400
MOST_FILES = 18
CODE = {".py", ".js", ".mjs"}


def imported(module: Path) -> set[str]:
    """The full names that a module imports from, those inside of functions too."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def upward(package: Path, prefix: str, floors: dict[str, int]) -> list[str]:
    """The imports of a package's modules that do not lead downwards."""
    found = []
    for module in sorted(package.rglob("*.py")):
        folder, *inside = module.relative_to(package).parts
        if not inside:  # the modules at the top stand over all floors
            continue
        for name in sorted(imported(module)):
            target = name.removeprefix(f"{prefix}.").split(".")[0]
            ours = name.startswith(f"{prefix}.") and target in floors and target != folder
            if ours and floors[target] >= floors[folder]:
                found.append(f"{module.relative_to(ROOT)} imports {name}")
    return found


def test_imports_run_downwards_only():
    assert upward(ROOT / "calculator" / "liumai", "liumai", LIUMAI) == []


def test_an_upward_import_would_be_found(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "low.py").write_text("def f():\n    from liumai.cli import common\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[__name__], "ROOT", tmp_path)
        assert upward(tmp_path, "liumai", LIUMAI) == ["core/low.py imports liumai.cli.common"]


def test_every_folder_of_the_package_has_a_floor():
    folders = {path.parent.name for path in (ROOT / "calculator" / "liumai").glob("*/__init__.py")}
    assert folders == set(LIUMAI)


def test_only_the_edges_import_libraries():
    package = ROOT / "calculator" / "liumai"
    for module in sorted(package.rglob("*.py")):
        path = module.relative_to(package).as_posix()
        allowed = set().union(*(names for start, names in LIBRARIES.items() if path.startswith(start)))
        assert not (allowed and path.startswith(PURE))
        foreign = {name.split(".")[0] for name in imported(module)} - sys.stdlib_module_names - {"liumai"}
        assert foreign <= allowed, path


def tracked() -> list[PurePosixPath]:
    """The files of code that git tracks, but for libraries' own."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = map(PurePosixPath, listed.stdout.splitlines())
    return [path for path in paths if path.suffix in CODE and (ROOT / path).is_file()]


def test_no_file_of_code_is_longer_than_a_reader_can_hold():
    lengths = {str(path): (ROOT / path).read_text(encoding="utf-8").count("\n") for path in tracked()}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_folder_of_code_has_too_many_files():
    counts = Counter(str(path.parent) for path in tracked() if path.parts[0] in ("calculator", "hooks"))
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}
