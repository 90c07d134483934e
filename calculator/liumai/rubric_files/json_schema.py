"""JSON Schemas of the rubric's YAML files and of its published JSON, generated from the core's records.

``python -m liumai.rubric_files.json_schema FOLDER`` writes the schemas of the files; each YAML file names its schema
in its first line, for editors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from liumai.core.rubric import Criterion, Rubric
from liumai.core.rubric_changes import Changes
from liumai.rubric_files.content_records import GlossaryEntry, ListedExample
from liumai.rubric_files.inheritance import INHERITED_LEVEL_KEYS, INHERITED_RUBRIC_KEYS
from liumai.rubric_files.lesson_plans import Teaching
from liumai.rubric_files.record_reader import adapter
from liumai.rubric_files.word_overrides import Words

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def published_schema() -> dict[str, Any]:
    """The schema of ``rubric/<id>.json``."""
    return _schema(Rubric, "A rubric of values appraisal, as published")


def file_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of the YAML files, by the schema's file name."""
    rubric = _schema(Rubric, "rubric.yaml: a rubric without its criteria's texts")
    rubric["properties"]["criteria"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Ids of the criteria, in order; each has a file criteria/<id>.yaml",
    }
    del rubric["properties"]["words"]
    criterion = _schema(Criterion, "criteria/<id>.yaml: one criterion with its levels and cases")
    # A rubric that is based on another may leave out what it inherits.
    rubric["required"] = [key for key in rubric["required"] if key not in INHERITED_RUBRIC_KEYS]
    level = criterion["$defs"]["Level"]
    level["required"] = [key for key in level["required"] if key not in INHERITED_LEVEL_KEYS]
    return {
        "rubric.schema.json": rubric,
        "criterion.schema.json": criterion,
        "words.schema.json": _schema(Words, "Words in both languages, by group and key"),
        "examples.schema.json": _schema(
            tuple[ListedExample, ...], "examples.yaml: the worked appraisals of a rubric"
        ),
        "glossary.schema.json": _schema(
            tuple[GlossaryEntry, ...], "glossary.yaml: the terms of the handbook"
        ),
        "teaching.schema.json": _schema(Teaching, "teaching.yaml: what a lesson takes, and ready plans"),
        "changes.schema.json": _schema(
            Changes, "changes/<from>--<to>.yaml: what changed between two rubrics"
        ),
    }


def _schema(kind: Any, title: str) -> dict[str, Any]:
    return {"$schema": _DIALECT} | adapter(kind).json_schema(mode="validation") | {"title": title}


def write_schemas(folder: Path) -> None:
    """Writes the schemas of the YAML files into ``folder``, creating it if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in file_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
