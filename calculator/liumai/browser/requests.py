"""Answers requests of the page's worker: JSON text in, JSON text out, with an optional file each way.

A request holds an appraisal in one of three forms (a vector, the appraisal file's own form, or a document as
:mod:`liumai.browser.document_request` reads it) and names what to add to the result; or it is about several appraisals, or
about a file of many. :mod:`liumai.browser.protocol` has every request and every answer as types.

Never raises for any input: an invalid request gets an answer with faults.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from liumai.analysis.comparison import readings_data, same_rubric
from liumai.analysis.migration import migrate, migration_data, read_reviewed
from liumai.analysis.what_if import what_if, what_if_data
from liumai.browser.document_request import open_document
from liumai.browser.rubric_store import RubricStore
from liumai.core.appraisal import Appraisal
from liumai.core.appraisal_file import appraisal_data, read_appraisal
from liumai.core.errors import Fault, RefusedError, dotted, expected, not_one_of
from liumai.core.fingerprint import digest
from liumai.core.i18n import LANGUAGES
from liumai.core.record_codec import from_data, to_data
from liumai.core.result_json import explained_data, result_data
from liumai.core.rubric import Rating, Rubric, Text
from liumai.core.rubric_changes import Changes
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from liumai.formats.json_text import refuse_deep
from liumai.formats.text_report import summary

if TYPE_CHECKING:
    from liumai.browser import protocol
    from liumai.browser.team_session import TeamSession

MOST_ANSWER_FAULTS = 20  # reported at most, as on the command line

_rubrics = RubricStore()
_changes: dict[tuple[str, str], Changes] = {}
_team: TeamSession | None = None


def add_rubric(text: str) -> None:
    """Make a published rubric known to :func:`answer`, or the changes from one rubric to another.

    ``text`` is that of ``rubric/<id>.json`` or of ``changes/<from>--<to>.json``.
    """
    data = json.loads(text)
    if "changes" in data:
        changes: Changes = from_data(Changes, data)
        _changes[changes.from_, changes.to] = changes
    else:
        _rubrics.add(data)


def store_rubric(version: str, text: str) -> None:
    """Store a parsed rubric for :func:`know_rubric`; called at build time, before the snapshot is taken.

    ``version`` is the version in the address of its file, ``text`` as for :func:`add_rubric`.
    """
    _rubrics.store(version, json.loads(text))


def know_rubric(version: str) -> bool:
    """Make the stored rubric of this version known to :func:`answer`; returns whether there is one."""
    return _rubrics.take(version)


def answer(request: str, file: bytes | None = None) -> tuple[str, bytes | None]:
    """The answer to one request as JSON text, and the bytes of the file that it asks for; ``file`` comes with the request."""
    answer_data: protocol.Answer
    file_out: bytes | None = None
    try:
        answer_data, file_out = _answer_data(_read(request), file)
    except RefusedError as refused:
        faults = [_fault_data(fault) for fault in refused.faults[:MOST_ANSWER_FAULTS]]
        answer_data = {"result": None, "faults": faults, "more": len(refused.faults) - len(faults)}
    return json.dumps(answer_data, ensure_ascii=False), file_out


def _read(text: str) -> Mapping[str, Any]:
    refuse_deep(text)
    try:
        request = json.loads(text)
    except ValueError as error:
        raise RefusedError(
            [Fault((), Text(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"), code="syntax")]
        ) from None
    if not isinstance(request, dict):
        raise RefusedError([expected((), request, "一个请求", "a request")])
    language = request.get("text", "zh")
    if language not in LANGUAGES:
        raise RefusedError([not_one_of(("text",), language, LANGUAGES, "", "a language")])
    return request


def _answer_data(request: Mapping[str, Any], file: bytes | None) -> tuple[protocol.Answer, bytes | None]:
    """The answer, and the bytes of the file that the request asks for."""
    if "carry" in request:
        return _migrated(request["carry"]), None
    if "readings" in request:
        return _compared(request["readings"]), None
    if "calibration" in request:
        from liumai.browser.calibration_request import calibration_of  # loaded by its own page only

        calibration = _mapping(request["calibration"], "calibration")
        return {"calibration": calibration_of(calibration, _rubrics, _appraisal)}, None
    if request.keys() & {"year", "promotion", "team"}:
        return _of_many(request, file)
    return _scored(request, _appraisal(request)), None


def _of_many(
    request: Mapping[str, Any], file: bytes | None
) -> tuple[protocol.YearAnswer | protocol.PromotionAnswer | protocol.TeamAnswer, bytes | None]:
    global _team
    from liumai.browser import team_session, year_request  # a single appraisal is scored sooner without them

    if "year" in request:
        return {"year": year_request.year_of(_mapping(request["year"], "year"), _rubrics, _appraisal)}, None
    if "promotion" in request:
        promotion = _mapping(request["promotion"], "promotion")
        return {"promotion": year_request.promotion_of(promotion, _rubrics)}, None
    _team = _team or team_session.TeamSession(_rubrics)
    team_answer, file_out = _team.answer(_mapping(request["team"], "team"), file)
    return {"team": team_answer}, file_out


def _migrated(carry: object) -> protocol.CarryAnswer:
    request = _mapping(carry, "carry")
    appraisal = _appraisal(request)
    older, to = _rubrics[appraisal.rubric], _successor(appraisal.rubric, request.get("to"))
    migration = migrate(
        _changes[older.id, to.id], older, to, appraisal, _reviewed(to, request.get("reviewed", {}))
    )
    return {
        **_scored({}, migration.appraisal),
        "carrying": migration_data(migration),
        "original": result_data(appraisal, score(older, appraisal)),
    }


def _successor(older: str, to: object) -> Rubric:
    """The rubric to migrate to: the one that ``to`` names, or the first that followed."""
    newer = [later for earlier, later in _changes if earlier == older]
    if not newer:
        problem = Text(
            f"{older} 之后没有记下更新的标准", f"found {older}; expected a rubric that another one followed"
        )
        raise RefusedError([Fault(("rubric",), problem)])
    if to is not None and to not in newer:
        raise RefusedError([not_one_of(("to",), to, newer, "", f"a rubric that followed {older}")])
    return _rubrics[newer[0] if to is None else str(to)]


def _reviewed(rubric: Rubric, reviewed: object) -> dict[str, Rating]:
    if not isinstance(reviewed, str):
        return read_reviewed(rubric, reviewed)
    entries = from_vector(reviewed, {rubric.id: rubric}).entries
    ratings = (rating for entry in entries for rating in entry.ratings)
    return {name: rating for name, rating in zip(rubric.level, ratings, strict=True) if rating != "unrated"}


def _compared(readings: object) -> protocol.ReadingsAnswer:
    request = _mapping(readings, "readings")
    own, managers = (_side(request, side) for side in ("own", "managers"))
    same_rubric(own, managers)
    rubric = _rubrics[own.rubric]
    return {"readings": readings_data(rubric, own, score(rubric, own), managers, score(rubric, managers))}


def _side(request: Mapping[str, Any], side: str) -> Appraisal:
    """One of two appraisals; its faults say which."""
    try:
        return _appraisal(_mapping(request.get(side), side))
    except RefusedError as refused:
        raise RefusedError(replace(fault, path=(side, *fault.path)) for fault in refused.faults) from None


def _mapping(data: object, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise RefusedError([expected((name,), data, "带有评估的映射", "a mapping with an appraisal")])
    return data


def _scored(request: Mapping[str, Any], appraisal: Appraisal) -> protocol.ScoreAnswer:
    rubric = _rubrics[appraisal.rubric]
    result = score(rubric, appraisal)
    answer_data: protocol.ScoreAnswer = {
        "result": explained_data(rubric, appraisal, result),
        "ratings": {c.id: list(e.ratings) for c, e in zip(rubric.criteria, appraisal.entries, strict=True)},
        "appraisal": appraisal_data(rubric, appraisal),
        "fingerprint": _rubrics.fingerprint(rubric.id),
        "digest": digest(result),
    }
    if request.get("moves"):
        answer_data["moves"] = what_if_data(rubric, what_if(rubric, appraisal, result))
    if "text" in request:
        answer_data["text"] = summary(request["text"], rubric, appraisal, result)
    return answer_data


def _appraisal(request: Mapping[str, Any]) -> Appraisal:
    match [form for form in ("vector", "appraisal", "document") if form in request]:
        case ["vector"]:
            return from_vector(request["vector"], _rubrics)
        case ["appraisal"]:
            return read_appraisal(request["appraisal"], _rubrics)
        case ["document"]:
            return _from_document(request["document"])
    zh, en = "带有 vector、appraisal 或 document 的请求", "a request with vector, appraisal or document"
    raise RefusedError([expected((), request, zh, en)])


def _from_document(data: object) -> Appraisal:
    """The appraisal in a file; its faults have their line numbers."""
    document = open_document(data)
    try:
        return read_appraisal(document.data, _rubrics)
    except RefusedError as refused:
        raise RefusedError(
            replace(fault, line=fault.line or document.line(fault.path)) for fault in refused.faults
        ) from None


def _fault_data(fault: Fault) -> protocol.FaultData:
    problem = to_data(fault.problem)
    return {"line": fault.line, "path": dotted(fault.path), "problem": problem, "code": fault.code}
