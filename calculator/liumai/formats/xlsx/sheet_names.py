"""Names of a workbook's sheets. Standard library only: the page lists sheets before it loads what writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 31  # characters of a sheet's name


def sheet_name(name: str) -> str:
    """The name as a valid sheet name: at most 31 characters, without ``[]:*?/\\``, without an apostrophe at its ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:LONGEST].strip("'")


def distinct_names(names: Iterable[str]) -> Iterator[str]:
    """The names as valid sheet names, no two of which a spreadsheet program takes for the same."""
    used: set[str] = set()
    for name in names:
        valid = sheet_name(name).strip() or "-"
        distinct, number = valid, 1
        while distinct.casefold() in used:
            number += 1
            distinct = f"{valid[: LONGEST - len(str(number)) - 1]}-{number}"
        used.add(distinct.casefold())
        yield distinct
