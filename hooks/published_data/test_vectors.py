"""Test vectors for other implementations of the scoring: appraisals with their results, and invalid ones with their faults.

``vectors.ndjson`` has ``{"appraisal": …, "result": …}`` on each line; ``vectors-refused.ndjson`` has ``{"appraisal": …,
"faults": [{"path": …, "code": …}]}``, or ``"vector"`` in place of ``"appraisal"``. The manifest has the files' hashes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hooks.build_cache import BuildCache
from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.appraisal_file import appraisal_data, ratings_for, read_appraisal, unrated
from liumai.core.errors import RefusedError, dotted
from liumai.core.number_format import points
from liumai.core.record_codec import to_data
from liumai.core.result_json import result_data
from liumai.core.rubric import EVIDENCE, RATINGS, VERDICTS, Rating, Rubric
from liumai.core.scoring import score
from liumai.core.vector import from_vector, to_vector

SEED = 2006
RANDOM_ONES = 600
Lines = Iterator[dict[str, Any]]


def vector_files(rubrics: Mapping[str, Rubric], cache: BuildCache) -> dict[str, str]:
    """The published files by name: valid vectors, refused ones, and the manifest of both."""
    textless = json.dumps([_without_texts(to_data(rubric)) for rubric in rubrics.values()])
    return cache.get(("vectors", textless), lambda: _vector_files(rubrics))


def _without_texts(data: Any) -> Any:
    """A rubric's data without its bilingual texts, on which no vector depends."""
    if isinstance(data, list):
        return [_without_texts(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_texts(item) for key, item in data.items() if key not in ("zh", "en")}
    return data


def _vector_files(rubrics: Mapping[str, Rubric]) -> dict[str, str]:
    files = {
        "vectors.ndjson": _ndjson(worked_vectors(rubrics)),
        "vectors-refused.ndjson": _ndjson(refused_vectors(rubrics)),
    }
    listed = [
        {
            "name": name,
            "lines": text.count("\n"),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        for name, text in files.items()
    ]
    return files | {"vectors.json": json.dumps({"rubrics": list(rubrics), "files": listed}, indent=1) + "\n"}


def _ndjson(lines: Lines) -> str:
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def worked_vectors(rubrics: Mapping[str, Rubric]) -> Lines:
    """Appraisals with the results of the core."""
    for rubric in rubrics.values():
        generator = random.Random(SEED)
        kinds = (
            _patterns(rubric),
            _scores(rubric),
            _totals(rubric),
            _ties(rubric),
            _random(rubric, generator),
        )
        for appraisal in itertools.chain.from_iterable(kinds):
            yield {
                "appraisal": appraisal_data(rubric, appraisal),
                "result": result_data(appraisal, score(rubric, appraisal)),
            }


def _patterns(rubric: Rubric) -> Iterator[Appraisal]:
    """Each way in which one criterion's climb can stop, with each rating above the stop; other criteria at the top."""
    tops = tuple(Entry(ratings_for(2 * len(c.levels), len(c.levels))) for c in rubric.criteria)
    for place, top in enumerate(tops):
        size = len(top.ratings)
        for stop, rating, above in itertools.product(range(size), RATINGS[1:], RATINGS):
            ratings = (*top.ratings[:stop], rating, *(above,) * (size - stop - 1))
            yield Appraisal(rubric.id, (*tops[:place], Entry(ratings), *tops[place + 1 :]))


def _scores(rubric: Rubric) -> Iterator[Appraisal]:
    """Every score of every criterion alone, the others unrated."""
    blank = tuple(map(unrated, rubric.criteria))
    for place, criterion in enumerate(rubric.criteria):
        for half_points in range(2 * len(criterion.levels) + 1):
            entry = Entry(ratings_for(half_points, len(criterion.levels)))
            yield Appraisal(rubric.id, (*blank[:place], entry, *blank[place + 1 :]))


def _totals(rubric: Rubric) -> Iterator[Appraisal]:
    """Every possible total, reached by filling one criterion after the other."""
    for total in range(2 * rubric.maximum + 1):
        yield _filled(rubric, total, range(len(rubric.criteria)))


def _ties(rubric: Rubric) -> Iterator[Appraisal]:
    """The totals at each bound of a band and half a point to either side, filled in the reverse order of :func:`_totals`."""
    for band in rubric.bands:
        for total in (int(2 * (band.from_ or 0)) + step for step in (-1, 0, 1)):
            if band.from_ is not None and 0 <= total <= 2 * rubric.maximum:
                yield _filled(rubric, total, range(len(rubric.criteria) - 1, -1, -1))


def _filled(rubric: Rubric, total: int, order: range) -> Appraisal:
    """An appraisal with a total of half points, its criteria filled to the top in the order of these indexes."""
    entries: dict[int, Entry] = {}
    for place in order:
        size = len(rubric.criteria[place].levels)
        here = min(total, 2 * size)
        entries[place] = Entry(ratings_for(here, size))
        total -= here
    return Appraisal(rubric.id, tuple(entries[place] for place in sorted(entries)))


def _random(rubric: Rubric, generator: random.Random) -> Iterator[Appraisal]:
    """Random appraisals, every other one with recorded cases."""
    for turn in range(RANDOM_ONES):
        entries = []
        for criterion in rubric.criteria:
            ratings: tuple[Rating, ...] = tuple(
                generator.choices(RATINGS, (6, 2, 2, 1), k=len(criterion.levels))
            )
            levels = generator.choices(
                range(1, len(ratings) + 1), k=generator.randrange(len(ratings)) if turn % 2 else 0
            )
            cases = tuple(RecordedCase(level, generator.choice(VERDICTS)) for level in levels)
            entries.append(Entry(ratings, cases))
        yield Appraisal(rubric.id, tuple(entries), EVIDENCE[turn % 2])


def refused_vectors(rubrics: Mapping[str, Rubric]) -> Lines:
    """Invalid appraisals and vectors, with the paths and codes of their faults."""
    for rubric in rubrics.values():
        for data in _wrong_appraisals(rubric):
            yield {"appraisal": data, "faults": _faults_of(lambda: read_appraisal(data, rubrics))}  # noqa: B023
        for vector in _wrong_vectors(rubric):
            yield {"vector": vector, "faults": _faults_of(lambda: from_vector(vector, rubrics))}  # noqa: B023


def _faults_of(read: Callable[[], Appraisal]) -> list[dict[str, str]]:
    try:
        read()
    except RefusedError as refused:
        return [{"path": dotted(fault.path), "code": fault.code} for fault in refused.faults]
    raise AssertionError("this was to be refused")


def _wrong_appraisals(rubric: Rubric) -> Iterator[object]:
    first = rubric.criteria[0]
    top = len(first.levels)
    met = ["met"] * top
    yield from (None, [], "rubric", 1, {}, {"rubric": rubric.id}, {"criteria": {}})
    yield from ({"rubric": wrong, "criteria": {}} for wrong in _any(f"{rubric.id}-", None, [rubric.id], 1))
    yield from ({"rubric": rubric.id, "criteria": wrong} for wrong in _any(None, [], first.id, 1))
    head: dict[str, Any] = {"rubric": rubric.id, "criteria": {}}
    yield from (
        head | extra for extra in ({"evidence": "record"}, {"subject": 1}, {"period": 2006}, {"no": 1})
    )
    entries: list[Any] = [None, [], 3, {}, {"ratings": met, "score": top}, {"score": 1, "note": ""}]
    entries += [{"ratings": wrong} for wrong in _any(None, "met", met[1:], [*met, "met"], ["Met", *met[1:]])]
    entries += [{"ratings": [wrong, *met[1:]]} for wrong in _any(None, 1, True, [], {})]
    entries += [
        {"score": wrong} for wrong in _any(None, "1", True, [], -0.5, 0.25, top + 0.5, top + 1, 1e300)
    ]
    entries += [{"score": 1, "cases": wrong} for wrong in _any(None, {}, [1], ["compliant"])]
    case = {"level": 1, "verdict": "compliant"}
    wrong_cases = [{"level": 1}, {"verdict": "compliant"}, case | {"text": 1}, case | {"why": ""}]
    wrong_cases += [case | {"level": wrong} for wrong in _any(0, top + 1, 1.5, "1", True, None)]
    wrong_cases += [case | {"verdict": wrong} for wrong in _any("Compliant", "inapplicable", None, 1)]
    entries += [{"score": 1, "cases": [case, wrong]} for wrong in wrong_cases]
    entries += [{"score": 1, "justification": 1}]
    yield from (head | {"criteria": {first.id: entry}} for entry in entries)
    yield head | {"criteria": {f"{first.id}-": {"score": 1}}}
    # Several faults in one appraisal: all are to be reported.
    yield head | {
        "period": 1,
        "criteria": {c.id: {"score": points(2 * len(c.levels) + 1)} for c in rubric.criteria},
    }


def _any(*values: Any) -> tuple[Any, ...]:
    return values


def _wrong_vectors(rubric: Rubric) -> Iterator[str]:
    right = to_vector(Appraisal(rubric.id, tuple(map(unrated, rubric.criteria))))
    groups = right.partition(":")[2]
    yield from ("", ":", rubric.id, groups, f"{rubric.id}:", f"{rubric.id}-:{groups}", f" {right}")
    yield from (f"{right}.", f"{right}-", f"{right} ", right[:-1], right.replace(".", "/"), right.upper())
    yield from (right[:-1] + wrong for wrong in ("M", "x", "满", "0", "\u2013", "\0"))
    yield right.replace("-.", "x.") if "-." in right else right + "x"
