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

or, where the appraisal is refused, ``faults``: each with its ``path``, its ``problem`` in both languages and its ``code``.
No request raises, however ill-meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from liumai.appraisal import appraisal_data, read_appraisal
from liumai.faults import Fault, RefusedError, dotted, expected, not_one_of
from liumai.fingerprint import digest, fingerprint
from liumai.model import Appraisal, Rubric, Text, rubric_from_data, to_data
from liumai.moves import what_if, what_if_data
from liumai.output import explained_data
from liumai.scoring import score
from liumai.summary import summary
from liumai.vector import from_vector
from liumai.wording import LANGUAGES

MOST_FAULTS = 20  # told in one go, as on the command line
DEEPEST = 32  # levels of nesting; an appraisal needs 6
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)

_rubrics: dict[str, Rubric] = {}


def add_rubric(text: str) -> None:
    """Make a published rubric (the text of ``rubric/<id>.json``) known to :func:`answer`."""
    rubric = rubric_from_data(json.loads(text))
    _rubrics[rubric.id] = rubric


def answer(request: str) -> str:
    """Answer one request."""
    try:
        answered = _scored(_read(request))
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
    if not isinstance(asked, dict) or ("vector" in asked) == ("appraisal" in asked):
        raise RefusedError(
            [expected((), asked, "带有 vector 或 appraisal 的请求", "a request with vector or appraisal")]
        )
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


def _scored(asked: Mapping[str, Any]) -> dict[str, Any]:
    appraisal = _appraisal(asked)
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
    if "vector" in asked:
        return from_vector(asked["vector"], _rubrics)
    return read_appraisal(asked["appraisal"], _rubrics)


def _fault_data(fault: Fault) -> dict[str, Any]:
    return {"path": dotted(fault.path), "problem": to_data(fault.problem), "code": fault.code}
