"""Large rubrics multiplied from the bakery's, to measure how the build time grows with the number of pages."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
BAKERY = ROOT / "tests" / "adopter" / "rubrics"
CRITERIA, EXAMPLES = 12, 20


def write_rubrics(folder: Path, rubrics: int) -> Path:
    """Write this many rubrics, each with many criteria and worked appraisals, and return their folder."""
    target = folder / "rubrics"
    target.mkdir(parents=True)
    shutil.copy(BAKERY / "words.yaml", target)
    for number in range(rubrics):
        _rubric(target, "corner-bakery" if number == 0 else f"corner-bakery-{number}")
    return target


def _rubric(target: Path, name: str) -> None:
    source, folder = BAKERY / "corner-bakery", target / name
    rubric = _read(source / "rubric.yaml")
    originals = [_read(source / "criteria" / f"{criterion}.yaml") for criterion in rubric["criteria"]]
    grown = [_renamed(originals[n % len(originals)], f"value-{n}") for n in range(CRITERIA)]
    names = [criterion["id"] for criterion in grown]
    _write(folder / "rubric.yaml", rubric | {"id": name, "criteria": names})
    for criterion in grown:
        _write(folder / "criteria" / f"{criterion['id']}.yaml", criterion)
    listed = [f"quarter-{number}" for number in range(EXAMPLES)]
    title = {"zh": "一个季度", "en": "A quarter"}
    _write(folder / "examples.yaml", [{"id": x, "title": title, "lesson": title} for x in listed])
    scores = {criterion: {"score": 2.5} for criterion in names}
    for example in listed:
        for language in ("zh", "en"):
            _write(folder / "examples" / f"{example}.{language}.yaml", {"rubric": name, "criteria": scores})


def _renamed(criterion: dict[str, Any], name: str) -> dict[str, Any]:
    """A criterion under another id; its cases belong to it, and to no other."""
    new = copy.deepcopy(criterion) | {"id": name}
    for level in new["levels"]:
        kept = [case for case in level.get("cases", ()) if case["verdict"] != "inapplicable"]
        if kept:
            level["cases"] = [
                case | {"id": f"{name}-{'-'.join(case['id'].rsplit('-', 2)[1:])}"} for case in kept
            ]
    return new


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
