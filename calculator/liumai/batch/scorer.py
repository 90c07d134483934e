"""Scores many appraisals, a line of JSON each: constant memory, order kept, bad lines told apart."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from liumai.batch.result_cache import ResultCache, encode
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import RefusedError
from liumai.core.result_json import result_data
from liumai.core.rubric import Rubric
from liumai.core.scoring import score
from liumai.formats.json_text import parse_line
from liumai.formats.plain_data import explained

STRETCH, STRETCH_BYTES = 2000, 1 << 18  # lines that a processor is handed at a time, or so many bytes of them

_scorer: Scorer  # of a worker process


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    """The output for a stretch of lines: as many lines of JSON; ``failed`` where any could not be scored."""

    text: str
    failed: bool


class Scorer:
    """Scores lines under the given rubrics; errors are told in ``language``."""

    def __init__(self, rubrics: Mapping[str, Rubric], language: str) -> None:
        self._rubrics = rubrics
        self._language = language
        self._patterns = ResultCache(rubrics)

    def score(self, first: int, lines: Iterable[bytes]) -> ScoredChunk:
        """The result of each line, in order; for a line that cannot be scored ``{"line": n, "error": …}``.

        ``lines`` are UTF-8 JSON, each an appraisal; ``first`` is the number of the first of them.
        """
        written, failed = [], False
        for number, line in enumerate(lines, first):
            try:
                written.append(self._patterns.result(line) or self._result(line))
            except RefusedError as refused:
                error = "; ".join(explained(fault, self._language) for fault in refused.faults)
                written.append(encode({"line": number, "error": error}))
                failed = True
        return ScoredChunk("".join(f"{text}\n" for text in written), failed)

    def _result(self, line: bytes) -> str:
        appraisal = read_appraisal(parse_line(line), self._rubrics)
        return encode(result_data(appraisal, score(self._rubrics[appraisal.rubric], appraisal)))


def score_lines(
    lines: Iterable[bytes], rubrics: Mapping[str, Rubric], language: str
) -> Iterator[ScoredChunk]:
    """Score lines of any number in order and in constant memory; a long input is shared among all processors.

    Each but the last has to end with a newline.
    """
    scorer = Scorer(rubrics, language)
    stretches = _stretches(lines)
    for place, (number, stretch) in enumerate(stretches):
        if place == 1:  # more than a little: worth starting processes for
            yield from _in_parallel(chain([(number, stretch)], stretches), scorer)
            return
        yield scorer.score(number, BytesIO(stretch))


def _stretches(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines in stretches of limited length, each with the number of its first line; one piece travels faster than many."""
    first, size, stretch = 1, 0, list[bytes]()
    for line in lines:
        stretch.append(line)
        size += len(line)
        if len(stretch) == STRETCH or size > STRETCH_BYTES:
            yield first, b"".join(stretch)
            first, size, stretch = first + len(stretch), 0, []
    if stretch:
        yield first, b"".join(stretch)


def _in_parallel(stretches: Iterable[tuple[int, bytes]], scorer: Scorer) -> Iterator[ScoredChunk]:
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(scorer,)) as pool:
        waiting: deque[Future[ScoredChunk]] = deque()
        for first, stretch in stretches:
            waiting.append(pool.submit(_score, first, stretch))
            if len(waiting) > 2 * workers:  # no more is read ahead than keeps every processor busy
                yield waiting.popleft().result()
        for scored in waiting:
            yield scored.result()


def _prepare(scorer: Scorer) -> None:
    global _scorer
    _scorer = scorer


def _score(first: int, stretch: bytes) -> ScoredChunk:
    return _scorer.score(first, BytesIO(stretch))
