"""Starts a rubric of one's own: a small, whole one whose texts say what to write in their place."""

from __future__ import annotations

import os
import re
from pathlib import Path

from liumai.rubric_files.loader import CHECKOUT

STARTER = Path(__file__).with_name("starter")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def start_rubric(folder: Path) -> list[Path]:
    """Write the starter's files into ``folder``, whose name becomes the rubric's id; the files written.

    Raises FileExistsError where the folder exists and is not empty, ValueError where its name is no id.
    """
    if not NAME.fullmatch(folder.resolve().name):
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
