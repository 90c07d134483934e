"""Checks an implementation against the vectors that the site publishes; the standard library is all it needs.

``python tests/support/published_vectors.py SITE PACKAGE`` checks the core in the folder PACKAGE (or a wheel) by whichever Python runs it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Answer = dict[str, Any]  # {"result": …} or {"faults": [{"path": …, "code": …}]}


def read(folder: Path) -> Iterator[tuple[Answer, Answer]]:
    """Each question, ``{"appraisal": …}`` or ``{"vector": …}``, and its answer; the files' hashes are checked first."""
    manifest = json.loads((folder / "vectors.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        raw = (folder / file["name"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == file["sha256"], (
            f"{file['name']} is not what the manifest says"
        )
        lines = raw.decode().splitlines()
        assert len(lines) == file["lines"]
        for line in map(json.loads, lines):
            yield (
                {key: line[key] for key in ("appraisal", "vector") if key in line},
                {key: line[key] for key in ("result", "faults") if key in line},
            )


def check(folder: Path, ask: Callable[[Answer], Answer]) -> int:
    """Ask every question of the pack; the number asked. AssertionError at the first answer that differs."""
    count = 0
    for question, answer in read(folder):
        given = ask(question)
        assert given == answer, f"{json.dumps(question)}\n  expected {answer}\n  got      {given}"
        count += 1
    return count


def core(folder: Path) -> Callable[[Answer], Answer]:
    """The core itself as it is imported here, under the rubrics that ``folder`` publishes."""
    from liumai.core.appraisal_file import read_appraisal
    from liumai.core.errors import RefusedError, dotted
    from liumai.core.record_codec import rubric_from_data
    from liumai.core.result_json import result_data
    from liumai.core.scoring import score
    from liumai.core.vector import from_vector

    files = (path for path in sorted((folder / "rubric").glob("*.json")) if ".schema." not in path.name)
    loaded = (rubric_from_data(json.loads(path.read_text(encoding="utf-8"))) for path in files)
    rubrics = {rubric.id: rubric for rubric in loaded}

    def ask(question: Answer) -> Answer:
        try:
            if "vector" in question:
                appraisal = from_vector(question["vector"], rubrics)
            else:
                appraisal = read_appraisal(question["appraisal"], rubrics)
        except RefusedError as refused:
            return {"faults": [{"path": dotted(fault.path), "code": fault.code} for fault in refused.faults]}
        return {"result": result_data(appraisal, score(rubrics[appraisal.rubric], appraisal))}

    return ask


if __name__ == "__main__":
    site, package = map(Path, sys.argv[1:])
    sys.path.insert(0, str(package))
    asked = check(site, core(site))
    print(f"Python {sys.version.split()[0]}: {asked} vectors agree")
