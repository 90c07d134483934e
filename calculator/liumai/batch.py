"""Scores many appraisals, a line of JSON each: constant memory, order kept, bad lines told apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from liumai.appraisal import read_appraisal
from liumai.documents import LIMIT, explained, parse_json
from liumai.faults import Fault, RefusedError
from liumai.model import Rubric, Text
from liumai.output import result_data
from liumai.scoring import score


def score_lines(
    lines: Iterable[bytes], rubrics: Mapping[str, Rubric], language: str
) -> Iterator[dict[str, Any]]:
    """The result of each line, in order; for a line that cannot be scored ``{"line": n, "error": …}``.

    ``lines`` are UTF-8 JSON, each an appraisal; line numbers count from 1.
    """
    for number, line in enumerate(lines, 1):
        try:
            appraisal = read_appraisal(_json(line), rubrics)
        except RefusedError as refused:
            error = "; ".join(explained(fault, language) for fault in refused.faults)
            yield {"line": number, "error": error}
        else:
            yield result_data(appraisal, score(rubrics[appraisal.rubric], appraisal))


def _json(line: bytes) -> Any:
    if len(line) > LIMIT:
        raise RefusedError(
            [Fault((), Text("这一行超过 1 MiB", "found a line of more than 1 MiB; expected at most 1 MiB"))]
        )
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            [Fault((), Text("不是 UTF-8 文字", "found bytes that are not UTF-8 text"))]
        ) from None
    if not text.strip():
        raise RefusedError(
            [Fault((), Text("这一行是空的；应为一份评估", "found an empty line; expected an appraisal"))]
        )
    return parse_json(text)


def to_line(data: Mapping[str, Any]) -> str:
    """A result as one line of JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
