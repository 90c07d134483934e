"""The files with slips in YAML, and what the command line says of each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError
from liumai.core.rubric import Rubric
from liumai.formats.yaml_file import parse

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "yaml_slips"
# By the name of the file: the line of the slip, and its kind (null: another fault than those of yaml_slips.py).
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def file_of(name: str) -> Path:
    """The file of a slip."""
    return FOLDER / f"{name}.yaml"


def faults_of(name: str, rubrics: dict[str, Rubric]) -> list[Fault]:
    """The faults that the command line reports of this file, with their lines."""
    try:
        document = parse(f"{name}.yaml", file_of(name).read_bytes())
    except RefusedError as refused:
        return list(refused.faults)
    try:
        read_appraisal(document.data, rubrics)
    except RefusedError as refused:
        return [replace(fault, line=fault.line or document.line(fault.path)) for fault in refused.faults]
    return []
