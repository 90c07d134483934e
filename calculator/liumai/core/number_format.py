"""Exact figures as people write them, and read back: 18.875, 18 1/3."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

_WRITTEN = re.compile(r"(?:(\d{1,9})\s+)?(\d{1,9})\s*/\s*(\d{1,9})|(\d{1,9}(?:\.\d{1,9})?)")


def decimal(number: Fraction) -> str:
    """A fraction exactly: as a decimal where it ends (18.875), else with the fraction left over (18 1/3)."""
    whole, rest = divmod(number, 1)
    if 1000 % rest.denominator == 0:
        return f"{float(number):g}"
    return f"{whole} {rest}" if whole else f"{rest}"


def fraction(text: str) -> Fraction | None:
    """What :func:`decimal` and people write, exactly; None where it is no such figure."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    whole, above, below, plain = found.groups()
    if plain is not None:
        return Fraction(plain)
    return int(whole or 0) + Fraction(int(above), int(below)) if int(below) else None


def exact_data(number: Fraction | None) -> dict[str, Any] | None:
    """A figure as plain data: the exact fraction, and the nearest decimal for programs that have no fractions."""
    if number is None:
        return None
    return {"exact": str(number), "decimal": round(float(number), 6), "shown": decimal(number)}


def points(half_points: int) -> int | float:
    """Half points as the figure people write: 5 is 2.5, 6 is 3 (exact: halves have no drift)."""
    return half_points // 2 if half_points % 2 == 0 else half_points / 2
