"""The packages of hooks import only from those below them, so that none needs to be read to understand one below it."""

import ast
from pathlib import Path

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
# From the lowest floor to the highest; each imports from its own package and from lower floors.
FLOORS = (
    {"paths", "build_cache"},
    {"content", "bundle", "delivery"},
    {"decks", "handouts", "offline", "published_data", "theme_patches"},
    {"pages", "serve"},
    {"site_hooks"},
)
FLOOR = {name: floor for floor, names in enumerate(FLOORS) for name in names}


def imports(path):
    """The parts of hooks that a module imports from, by their names in FLOOR."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: hooks are imported by their full names"
            modules = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            modules = [name.name for name in node.names]
        else:
            continue
        yield from (module.split(".")[1] for module in modules if module.startswith("hooks."))


def modules():
    """Every module of hooks that is imported, with the part that it belongs to. Pyodide runs those of bundle/runtime."""
    for path in HOOKS.rglob("*.py"):
        part = path.relative_to(HOOKS).parts[0].removesuffix(".py")
        if part != "__init__" and "runtime" not in path.parts:
            yield part, path


def test_every_part_has_a_floor():
    assert {part for part, _ in modules()} == set(FLOOR)


def test_imports_lead_downwards_only():
    upwards = [
        f"{path.relative_to(HOOKS)} imports {imported}"
        for part, path in modules()
        for imported in imports(path)
        if imported != part and FLOOR[imported] >= FLOOR[part]
    ]
    assert upwards == []
