"""Formats exact figures for people and parses them: 18.875, 18 1/3."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

_FIGURE = re.compile(r"(?:(\d{1,9})\s+)?(\d{1,9})\s*/\s*(\d{1,9})|(\d{1,9}(?:\.\d{1,9})?)")


def decimal(number: Fraction) -> str:
    """Formats a fraction exactly: as a decimal of at most three places (18.875), else as a mixed fraction (18 1/3)."""
    whole, rest = divmod(number, 1)
    if 1000 % rest.denominator == 0:
        return f"{float(number):g}"
    return f"{whole} {rest}" if whole else f"{rest}"


def fraction(text: str) -> Fraction | None:
    """Parses what :func:`decimal` writes and any plain decimal or mixed fraction; None where ``text`` is neither."""
    match = _FIGURE.fullmatch(text.strip())
    if match is None:
        return None
    whole, numerator, denominator, plain = match.groups()
    if plain is not None:
        return Fraction(plain)
    return int(whole or 0) + Fraction(int(numerator), int(denominator)) if int(denominator) else None


def exact_data(number: Fraction | None) -> dict[str, Any] | None:
    """A figure as plain data: the exact fraction, and the nearest decimal for programs that have no fractions."""
    if number is None:
        return None
    return {"exact": str(number), "decimal": round(float(number), 6), "shown": decimal(number)}


def points(half_points: int) -> int | float:
    """Converts half points to points: 5 is 2.5, 6 is 3 (an int; halves are exact in binary)."""
    return half_points // 2 if half_points % 2 == 0 else half_points / 2
