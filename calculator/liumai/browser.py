"""What the page's worker calls: JSON text in, JSON text out, so that nothing but text crosses over.

A request holds an appraisal, as ``{"vector": …}`` or as ``{"appraisal": …}`` (the appraisal file's own
form), and says what it wants beside the result: ``"moves": true`` and ``"text": "zh"`` or ``"en"``.

The answer has

- ``result``: what ``liumai score --format json`` prints, or null where the appraisal is refused;
- ``ratings``: each criterion's ratings, by its id;
- ``appraisal``: the appraisal in the file's form, which :func:`~liumai.appraisal.read_appraisal` reads back;
- ``fingerprint`` and ``digest``: short hashes of the rubric's scoring and of this result, for links
  (:mod:`liumai.fingerprint`);
- ``moves``, where asked for: what would change the result (:func:`~liumai.moves.what_if_data`);
- ``text``, where asked for: the report as plain text;

Two more requests hold appraisals of their own, each in one of the forms above:

- ``{"carry": {…, "to": rubric id, "reviewed": …}}`` carries one to a newer rubric; ``reviewed`` are the ratings
  given so far, by level (``{"teamwork-2": "met"}``) or as a vector. The answer is that of the appraisal carried, with
  ``carrying`` (:func:`~liumai.carrying.carrying_data`) and the ``original``'s own result;
- ``{"readings": {"own": {…}, "managers": {…}}}`` compares two; the answer has ``readings``
  (:func:`~liumai.readings.readings_data`);

or, where an appraisal is refused, ``faults``: each with its ``path``, its ``problem`` in both languages and its ``code``.
No request raises, however ill-meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from liumai.appraisal import appraisal_data, read_appraisal
from liumai.carrying import carry, carrying_data, read_reviewed
from liumai.faults import Fault, RefusedError, dotted, expected, not_one_of
from liumai.fingerprint import digest, fingerprint
from liumai.model import Appraisal, Changes, Rating, Rubric, Text, from_data, rubric_from_data, to_data
from liumai.moves import what_if, what_if_data
from liumai.output import explained_data, result_data
from liumai.readings import readings_data, same_rubric
from liumai.scoring import score
from liumai.summary import summary
from liumai.vector import from_vector
from liumai.wording import LANGUAGES

MOST_FAULTS = 20  # told in one go, as on the command line
DEEPEST = 32  # levels of nesting; an appraisal needs 6
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)

_rubrics: dict[str, Rubric] = {}
_changes: dict[tuple[str, str], Changes] = {}


def add_rubric(text: str) -> None:
    """Make a published rubric known to :func:`answer`, or what changed between two.

    ``text`` is that of ``rubric/<id>.json`` or of ``changes/<from>--<to>.json``.
    """
    data = json.loads(text)
    if "changes" in data:
        changes: Changes = from_data(Changes, data)
        _changes[changes.from_, changes.to] = changes
    else:
        rubric = rubric_from_data(data)
        _rubrics[rubric.id] = rubric


def answer(request: str) -> str:
    """Answer one request."""
    try:
        answered = _answered(_read(request))
    except RefusedError as refused:
        answered = {"result": None, "faults": [_fault_data(fault) for fault in refused.faults[:MOST_FAULTS]]}
    return json.dumps(answered, ensure_ascii=False)


def _read(request: str) -> Mapping[str, Any]:
    if _depth(request) > DEEPEST:
        raise RefusedError(
            [
                Fault(
                    (),
                    Text(
                        f"嵌套太深；应不超过 {DEEPEST} 层",
                        f"found nesting too deep to be meant; expected at most {DEEPEST} levels",
                    ),
                    code="too-deep",
                )
            ]
        )
    try:
        asked = json.loads(request)
    except ValueError as error:
        raise RefusedError(
            [Fault((), Text(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"), code="syntax")]
        ) from None
    if not isinstance(asked, dict):
        raise RefusedError([expected((), asked, "一个请求", "a request")])
    language = asked.get("text", "zh")
    if language not in LANGUAGES:
        raise RefusedError([not_one_of(("text",), language, LANGUAGES, "", "a language")])
    return asked


def _depth(text: str) -> int:
    """How deep JSON is nested, found before it is parsed: in the browser the parser would overflow Python's stack."""
    depth = deepest = 0
    for token in _BRACKETS.findall(text):
        depth += (token in "[{") - (token in "]}")
        deepest = max(deepest, depth)
    return deepest


def _answered(asked: Mapping[str, Any]) -> dict[str, Any]:
    if "carry" in asked:
        return _carried(asked["carry"])
    if "readings" in asked:
        return _compared(asked["readings"])
    return _scored(asked, _appraisal(asked))


def _carried(asked: object) -> dict[str, Any]:
    asked = _mapping(asked, "carry")
    appraisal = _appraisal(asked)
    newer = [to for older, to in _changes if older == appraisal.rubric]
    if asked.get("to") not in newer:
        raise RefusedError([not_one_of(("to",), asked.get("to"), newer, "", "a rubric that followed")])
    older, to = _rubrics[appraisal.rubric], _rubrics[asked["to"]]
    carrying = carry(
        _changes[older.id, to.id], older, to, appraisal, _reviewed(to, asked.get("reviewed", {}))
    )
    return _scored({}, carrying.appraisal) | {
        "carrying": carrying_data(carrying),
        "original": result_data(appraisal, score(older, appraisal)),
    }


def _reviewed(rubric: Rubric, asked: object) -> dict[str, Rating]:
    if not isinstance(asked, str):
        return read_reviewed(rubric, asked)
    entries = from_vector(asked, {rubric.id: rubric}).entries
    ratings = (rating for entry in entries for rating in entry.ratings)
    return {name: rating for name, rating in zip(rubric.level, ratings, strict=True) if rating != "unrated"}


def _compared(asked: object) -> dict[str, Any]:
    asked = _mapping(asked, "readings")
    own, managers = (_side(asked, side) for side in ("own", "managers"))
    same_rubric(own, managers)
    rubric = _rubrics[own.rubric]
    return {"readings": readings_data(rubric, own, score(rubric, own), managers, score(rubric, managers))}


def _side(asked: Mapping[str, Any], side: str) -> Appraisal:
    """One of two appraisals; its faults say which."""
    try:
        return _appraisal(_mapping(asked.get(side), side))
    except RefusedError as refused:
        raise RefusedError(replace(fault, path=(side, *fault.path)) for fault in refused.faults) from None


def _mapping(asked: object, name: str) -> dict[str, Any]:
    if not isinstance(asked, dict):
        raise RefusedError([expected((name,), asked, "带有评估的映射", "a mapping with an appraisal")])
    return asked


def _scored(asked: Mapping[str, Any], appraisal: Appraisal) -> dict[str, Any]:
    rubric = _rubrics[appraisal.rubric]
    result = score(rubric, appraisal)
    answered = {
        "result": explained_data(rubric, appraisal, result),
        "ratings": {c.id: entry.ratings for c, entry in zip(rubric.criteria, appraisal.entries, strict=True)},
        "appraisal": appraisal_data(rubric, appraisal),
        "fingerprint": fingerprint(rubric),
        "digest": digest(result),
    }
    if asked.get("moves"):
        answered["moves"] = what_if_data(rubric, what_if(rubric, appraisal, result))
    if "text" in asked:
        answered["text"] = summary(asked["text"], rubric, appraisal, result)
    return answered


def _appraisal(asked: Mapping[str, Any]) -> Appraisal:
    if ("vector" in asked) == ("appraisal" in asked):
        raise RefusedError(
            [expected((), asked, "带有 vector 或 appraisal 的请求", "a request with vector or appraisal")]
        )
    if "vector" in asked:
        return from_vector(asked["vector"], _rubrics)
    return read_appraisal(asked["appraisal"], _rubrics)


def _fault_data(fault: Fault) -> dict[str, Any]:
    return {"path": dotted(fault.path), "problem": to_data(fault.problem), "code": fault.code}
