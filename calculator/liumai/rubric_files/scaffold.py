"""Creates the folder of a new rubric from the starter: a small, valid rubric whose texts say what to replace them by."""

from __future__ import annotations

import os
import re
from pathlib import Path

from liumai.rubric_files.record_reader import CHECKOUT

STARTER = Path(__file__).with_name("starter")
RUBRIC_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def create_rubric(folder: Path) -> list[Path]:
    """Writes the starter's files into ``folder``, whose name becomes the rubric's id. Returns the paths written.

    Raises FileExistsError where the folder exists and is not empty, ValueError (with the name) where its name is not
    a valid id, OSError where a file cannot be written.
    """
    if not RUBRIC_ID.fullmatch(folder.resolve().name):
        raise ValueError(folder.resolve().name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    schemas = os.path.relpath((CHECKOUT or folder.parent) / "schema", folder).replace(os.sep, "/")
    written = []
    for template in sorted(STARTER.rglob("*.yaml")):
        target = folder / template.relative_to(STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = template.read_text(encoding="utf-8")
        text = text.replace("@ID@", folder.resolve().name).replace("@SCHEMA@", schemas)
        target.write_text(text, encoding="utf-8")
        written.append(target)
    return written
