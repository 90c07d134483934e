"""A rubric that states no scoring of its own takes over another's: rules, bands, findings, figures, awards.

All on plain data, before it is validated. What is taken over is inferred, for the one reason that
``based_on`` names; what is illegible or authored there stays so here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric

SHARED = ("rules", "bands", "findings", "figures")
OF_LEVEL = ("award", "award_basis", "half_point", "half_point_basis", "half_point_note")
_STATED = ("source", "restored", "inferred")


def complete_rubric(data: Mapping[str, Any], base: Rubric, reason: str) -> dict[str, Any]:
    """The data of ``rubric.yaml`` with what it leaves out taken from the rubric it is based on."""
    taken = {key: _inferred(to_data(getattr(base, key)), reason) for key in SHARED if key not in data}
    given = data.get("reasons")
    named = _reasons(taken) - {item.get("id") for item in given or () if isinstance(item, dict)}
    reasons = [to_data(item) for item in base.reasons if item.id in named]
    return {**data, **taken, "reasons": [*given, *reasons] if isinstance(given, list) else reasons}


def complete_criterion(data: Any, base: Rubric, reason: str) -> Any:
    """The data of a criterion with the award and half-point rules of its levels filled in from the base."""
    if not isinstance(data, dict) or not isinstance(data.get("levels"), list):
        return data
    levels = [_complete_level(level, f"{data.get('id')}-", base, reason) for level in data["levels"]]
    return {**data, "levels": levels}


def _complete_level(data: Any, prefix: str, base: Rubric, reason: str) -> Any:
    like = base.level.get(f"{prefix}{data.get('level')}") if isinstance(data, dict) else None
    if like is None:
        return data
    taken = _inferred(to_data(like), reason)
    return {key: taken[key] for key in OF_LEVEL if key in taken} | data


def _inferred(data: Any, reason: str) -> Any:
    if isinstance(data, list):
        return [_inferred(item, reason) for item in data]
    if not isinstance(data, dict):
        return data
    copy = {key: _inferred(value, reason) for key, value in data.items()}
    if copy.get("status") in _STATED:
        copy.pop("source", None)
        copy |= {"status": "inferred", "reason": reason}
    return copy


def _reasons(data: Any) -> set[str]:
    """Every reason named anywhere in the data."""
    if isinstance(data, list):
        return set().union(*map(_reasons, data))
    if not isinstance(data, dict):
        return set()
    own = {data["reason"]} if isinstance(data.get("reason"), str) else set()
    return own.union(*map(_reasons, data.values()))
