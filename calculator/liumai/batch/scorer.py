"""Scores NDJSON, one appraisal a line, into one JSON result a line: constant memory, order kept, invalid lines reported in place."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import chain

from liumai.core.appraisal import Appraisal, CriterionResult, Result
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import RefusedError
from liumai.core.result_json import criterion_data, outcome_data
from liumai.core.rubric import Rubric
from liumai.core.scoring_cache import MAX_CACHED, ScoringCache
from liumai.core.vector import to_vector
from liumai.formats.json_text import parse_line
from liumai.formats.plain_data import explained

# A chunk is what one processor is handed at a time: so many lines, or so many bytes of them.
CHUNK_LINES, CHUNK_BYTES = 2000, 1 << 18

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_scorer: Scorer  # of a worker process


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    """The output for a chunk of lines: as many lines of JSON. ``failed`` is true where any could not be scored."""

    text: str
    failed: bool


class Scorer:
    """Scores lines under the given rubrics (by id); error messages are in ``language``."""

    def __init__(self, rubrics: Mapping[str, Rubric], language: str) -> None:
        self._rubrics = rubrics
        self._language = language
        self._caches = {name: ScoringCache(rubric) for name, rubric in rubrics.items()}

    def score(self, first: int, lines: Iterable[bytes]) -> ScoredChunk:
        """The result of each line, in order; for a line that cannot be scored ``{"line": n, "error": …}``.

        ``lines`` are UTF-8 JSON, one appraisal each; ``first`` is the line number of the first of them.
        """
        results, failed = [], False
        for number, line in enumerate(lines, first):
            try:
                appraisal = read_appraisal(parse_line(line), self._rubrics)
                results.append(_result_json(appraisal, self._caches[appraisal.rubric].score(appraisal)))
            except RefusedError as refusal:
                error = "; ".join(explained(fault, self._language) for fault in refusal.faults)
                results.append(_encode({"line": number, "error": error}))
                failed = True
        return ScoredChunk("".join(f"{result}\n" for result in results), failed)


def _result_json(appraisal: Appraisal, result: Result) -> str:
    """:func:`liumai.core.result_json.result_data` as compact JSON, put together from cached JSON of its criteria."""
    outcome = _encode(outcome_data(result)).removesuffix("}")
    criteria = ",".join(map(_criterion_json, result.criteria))
    findings, vector = _encode(result.findings), _encode(to_vector(appraisal))
    return f'{outcome},"criteria":[{criteria}],"findings":{findings},"vector":{vector}}}'


@lru_cache(MAX_CACHED)
def _criterion_json(criterion: CriterionResult) -> str:
    return _encode(criterion_data(criterion))


def score_lines(
    lines: Iterable[bytes], rubrics: Mapping[str, Rubric], language: str
) -> Iterator[ScoredChunk]:
    """Score any number of lines, in order and in constant memory; more than one chunk is shared among all processors.

    Each line but the last must end with a newline.
    """
    chunks = _chunks(lines)
    first_chunk = next(chunks, None)
    if first_chunk is None:
        return
    second_chunk = next(chunks, None)
    if second_chunk is None:  # not worth starting processes for
        number, chunk = first_chunk
        yield Scorer(rubrics, language).score(number, BytesIO(chunk))
    else:
        yield from _score_in_parallel(chain([first_chunk, second_chunk], chunks), rubrics, language)


def _chunks(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Chunks of the lines, each joined to one ``bytes`` (cheaper to send than many), with the number of its first line."""
    first, size, chunk = 1, 0, list[bytes]()
    for line in lines:
        chunk.append(line)
        size += len(line)
        if len(chunk) == CHUNK_LINES or size > CHUNK_BYTES:
            yield first, b"".join(chunk)
            first, size, chunk = first + len(chunk), 0, []
    if chunk:
        yield first, b"".join(chunk)


def _score_in_parallel(
    chunks: Iterable[tuple[int, bytes]], rubrics: Mapping[str, Rubric], language: str
) -> Iterator[ScoredChunk]:
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_init_worker, initargs=(rubrics, language)) as pool:
        pending: deque[Future[ScoredChunk]] = deque()
        for number, chunk in chunks:
            pending.append(pool.submit(_score_in_worker, number, chunk))
            if len(pending) > 2 * workers:  # no more is read ahead than keeps every processor busy
                yield pending.popleft().result()
        for future in pending:
            yield future.result()


def _init_worker(rubrics: Mapping[str, Rubric], language: str) -> None:
    global _scorer
    _scorer = Scorer(rubrics, language)


def _score_in_worker(number: int, chunk: bytes) -> ScoredChunk:
    return _scorer.score(number, BytesIO(chunk))
