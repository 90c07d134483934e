"""Fills in a rubric that is ``based_on`` another: rules, bands, findings, figures and awards it does not state itself.

Works on plain data, before validation. Inherited values get the status ``inferred``, with the reason that
``based_on`` gives; the status ``illegible`` or ``authored`` is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric

INHERITED_RUBRIC_KEYS = ("rules", "bands", "findings", "figures")
INHERITED_LEVEL_KEYS = ("award", "award_basis", "half_point", "half_point_basis", "half_point_note")
_REPLACED_STATUSES = ("source", "restored", "inferred")


def complete_rubric(data: Mapping[str, Any], base: Rubric, reason: str) -> dict[str, Any]:
    """The data of a ``rubric.yaml`` with its missing keys taken from ``base``; ``reason`` is a reason's id."""
    inherited = {
        key: _as_inferred(to_data(getattr(base, key)), reason)
        for key in INHERITED_RUBRIC_KEYS
        if key not in data
    }
    own_reasons = data.get("reasons")
    own_ids = {item.get("id") for item in own_reasons or () if isinstance(item, dict)}
    needed_ids = _reason_ids(inherited) - own_ids
    reasons = [to_data(item) for item in base.reasons if item.id in needed_ids]
    if isinstance(own_reasons, list):
        reasons = [*own_reasons, *reasons]
    return {**data, **inherited, "reasons": reasons}


def complete_criterion(data: Any, base: Rubric, reason: str) -> Any:
    """The data of a criterion's file with its levels' missing award and half-point rules taken from ``base``."""
    if not isinstance(data, dict) or not isinstance(data.get("levels"), list):
        return data
    levels = [_complete_level(level, f"{data.get('id')}-", base, reason) for level in data["levels"]]
    return {**data, "levels": levels}


def _complete_level(data: Any, prefix: str, base: Rubric, reason: str) -> Any:
    base_level = base.level.get(f"{prefix}{data.get('level')}") if isinstance(data, dict) else None
    if base_level is None:
        return data
    inferred = _as_inferred(to_data(base_level), reason)
    return {key: inferred[key] for key in INHERITED_LEVEL_KEYS if key in inferred} | data


def _as_inferred(data: Any, reason: str) -> Any:
    """A copy of the data in which every stated value is ``inferred`` for this reason."""
    if isinstance(data, list):
        return [_as_inferred(item, reason) for item in data]
    if not isinstance(data, dict):
        return data
    copy = {key: _as_inferred(value, reason) for key, value in data.items()}
    if copy.get("status") in _REPLACED_STATUSES:
        copy.pop("source", None)
        copy |= {"status": "inferred", "reason": reason}
    return copy


def _reason_ids(data: Any) -> set[str]:
    """The ids of all reasons that the data refers to, at any depth."""
    if isinstance(data, list):
        return set().union(*map(_reason_ids, data))
    if not isinstance(data, dict):
        return set()
    ids = {data["reason"]} if isinstance(data.get("reason"), str) else set()
    return ids.union(*map(_reason_ids, data.values()))
