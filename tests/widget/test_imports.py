"""The scripts' folders form floors: a script imports from its own folder or a lower floor."""

import re
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[2] / "calculator" / "widget"
FLOORS = {
    "shared": 1,
    "engine": 2,
    "quiz": 2,
    "calculator": 3,
    "calibration": 3,
    "comparison": 3,
    "migration": 3,
    "team": 3,
    "year": 3,
}
# Imports of modules and, in JSDoc, of types.
IMPORT = re.compile(r"""(?:from |import ?\(?|URL\()["'](\.{1,2}/[^"']+)["']""")


def imports_of(script):
    return [(script.parent / name).resolve() for name in IMPORT.findall(script.read_text(encoding="utf-8"))]


def part_of(script):
    return script.relative_to(WIDGET).parts[0]


def breaches(script, imported):
    """The imports that leave the script's own part for one that is not on a lower floor."""
    own = part_of(script)
    return [path for path in imported if part_of(path) != own and FLOORS[part_of(path)] >= FLOORS[own]]


SCRIPTS = sorted(WIDGET.rglob("*.js"))


def test_every_folder_has_its_floor():
    assert {part_of(script) for script in SCRIPTS} == set(FLOORS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(WIDGET)))
def test_imports_lead_downwards(script):
    imported = imports_of(script)
    assert all(path.is_file() for path in imported)
    assert not breaches(script, imported)


def test_an_import_upwards_or_sideways_is_found():
    up = [WIDGET / "engine" / "engine.js", WIDGET / "calculator" / "results" / "result-view.js"]
    assert breaches(WIDGET / "shared" / "dom.js", up) == up
    assert breaches(WIDGET / "team" / "team-view.js", [WIDGET / "year" / "persons-year.js"])
    assert not breaches(WIDGET / "quiz" / "case-quiz.js", [WIDGET / "shared" / "dom.js"])


def test_imports_of_modules_and_of_types_are_found():
    found = {path.name for path in imports_of(WIDGET / "shared" / "appraisal-files.js")}
    assert {"yaml-worker.js", "yaml.js"} <= found
