"""Folds texts that people read as the same into one: invisible characters, white space, widths, case, look-alike marks.

Standard library only. Names and periods are compared by :mod:`liumai.analysis.identity`, which builds on this.
"""

from __future__ import annotations

import re
import unicodedata

# Invisible though of another category than Cf: fillers, the grapheme joiner, variation selectors.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# Letters that no folding changes: most Chinese names are of these alone, and need not be looked at further.
_STABLE = re.compile("[\u4e00-\u9fff]*")
_JOINERS = "\u200c\u200d"
# Scripts that spell words with the joiners, Arabic to Myanmar: there a joiner changes what is seen.
_JOINED = re.compile("[\u0600-\u109f]")
# Written with different keys, read as the same: the dots within foreign names, apostrophes, hyphens.
_LOOK_ALIKE = str.maketrans(
    dict.fromkeys("\u2022\u2027\u2219\u22c5\u30fb", "\u00b7")
    | dict.fromkeys("\u2018\u2019\u02bc\u2032", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
)


def without_invisible(text: str) -> str:
    """``text`` without format characters (category Cf: zero-width, byte-order and direction marks, soft hyphens) and fillers."""
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """``text`` as it is to be shown: NFC, without invisible characters, white space as single spaces within.

    A joiner stays where the spelling of its script needs it.
    """
    if _STABLE.fullmatch(text):
        return text
    if text.isascii():
        return " ".join(text.split())
    parts = re.split(f"([{_JOINERS}])", unicodedata.normalize("NFC", text))
    kept = without_invisible(parts[0])
    for joiner, part in zip(parts[1::2], parts[2::2], strict=True):
        part = without_invisible(part)
        needed = _JOINED.match(kept[-1:]) and _JOINED.match(part)
        kept += (joiner if needed else "") + part
    return " ".join(unicodedata.normalize("NFC", kept).split())


def folded(text: str) -> str:
    """``text`` for comparison: NFKC, case-folded, without invisible characters, white space as single spaces within.

    Case is folded because programs write names and periods in capitals as they like ("LI MING", "2006q2"), and no two
    people of one team are told apart by it.
    """
    if _STABLE.fullmatch(text):
        return text
    if text.isascii():
        return " ".join(text.split()).casefold()
    while (changed := _folded_once(text)) != text:  # what one step joins, the next may fold
        text = changed
    return text


def _folded_once(text: str) -> str:
    text = without_invisible(unicodedata.normalize("NFKC", text)).translate(_LOOK_ALIKE)
    return " ".join(unicodedata.normalize("NFKC", text.casefold()).split())
