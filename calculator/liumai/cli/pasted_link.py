"""Finds the vector in a link as chat and mail programs leave it: encoded, wrapped, in capitals, quoted, with more appended.

The page does the same before Python has started, in ``widget/shared/appraisal-links.js``; the table
``tests/fixtures/links.json`` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_MOST_RATINGS = 2000  # characters of a vector's ratings that wrapped lines are joined to
_ROUNDS = 5  # of encoding upon encoding

_ENTITIES = {
    "amp": "&", "num": "#", "colon": ":", "period": ".", "equals": "=", "quot": '"', "lt": "<", "gt": ">", "nbsp": " ",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:#(x?)([0-9a-f]{1,6})|([a-z]+));", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2212", "-"))
_WRAPPED_RUBRIC = re.compile(r"\s*([a-z0-9-]+(?:[ \t]*[\r\n]\s*[a-z0-9-]+)*)\s*:\s*")
# A vector that stands in a text without being in a link.
_BARE = re.compile(
    r"(?<![a-z0-9-])[a-z0-9]+(?:-[a-z0-9]+)*:"
    r"(?=[a-z0-9.-]*?(?:[mpu-]{2}\s*\.|\.[mpu-]{2}|[mpu-]\s+[mpu-]+\.))"
)
_RATINGS = re.compile(r"([a-z0-9.-]*)")
_WRAPPED_RATINGS = re.compile(r"\s+([mpu.-]+)(?![a-z0-9])")
_WRONG_LETTER = re.compile(r"([^\s?&#]{1,2}?[mpu-]*(?:\.[mpu-]+)+)")
_HASH = r"(?:[0-9a-f]\s*){7}[0-9a-f]"
_MARK = re.compile(rf"(?:[?&][^\s?&=]+=[^\s&]*)*?&r=(?:({_HASH}\s*-\s*{_HASH}(?![0-9a-z-]))|(\S*))")


def vector_in(text: str) -> str:
    """The vector in a pasted text; the text itself, trimmed, where there is none. What is wrong within a vector stays."""
    plain = _plain(text)
    links = plain.split("#a=")[1:]
    if links:
        return _vector_at(next((link for link in links if _BARE.search(link)), links[0]))
    bare = _BARE.search(plain)
    return _vector_at(plain[bare.start() :]) if bare else text.strip()


def _vector_at(text: str) -> str:
    """The vector that a text begins with, with hashes that are not whole: they are no vector, and are told as such."""
    vector, at = _vector_and_end(text)
    mark = _MARK.match(text, at)
    return f"{vector}&r={mark[2]}" if mark and mark[1] is None else vector


def _vector_and_end(text: str) -> tuple[str, int]:
    """The vector that a text begins with, and where it ends; where there is none, the text up to the first space."""
    start = _WRAPPED_RUBRIC.match(text)
    if start is None:
        vector = re.split(r"[\s&]", text, maxsplit=1)[0]
        return vector, len(vector)
    at, ratings = start.end(), ""
    following = _RATINGS.match(text, at)
    while following:
        ratings += following[1]
        at = following.end()
        following = _more(ratings, text, at)
    return f"{re.sub(r'\s', '', start[1])}:{ratings.rstrip('.')}", at


def _more(ratings: str, text: str, at: int) -> re.Match[str] | None:
    """What continues the ratings at a place: the rest of a wrapped line, or a wrong letter with more groups after it."""
    if len(ratings) > _MOST_RATINGS:
        return None
    wrapped = _WRAPPED_RATINGS.match(text, at)
    if wrapped:
        return wrapped if _continues(ratings, wrapped[1]) else None
    return _WRONG_LETTER.match(text, at)


def _continues(ratings: str, letters: str) -> bool:
    """Whether letters after white space are the rest of the ratings, by the length of the group that they are in."""
    place = ratings.count(".")
    lengths = [len(group) for group in (ratings + letters).split(".")]
    longest = max(lengths[:place] + lengths[place + 1 :], default=0)
    return lengths[place] <= longest if letters.strip("-") else lengths[place] == longest


def _plain(text: str) -> str:
    """A text in the characters of a link: ordinary width, lower case, decoded, without invisible characters."""
    plain = re.sub(r"=\r?\n", "", text)  # a line that a mail program has wrapped
    for _ in range(_ROUNDS):
        plain = unicodedata.normalize("NFKC", plain).translate(_HYPHENS)
        plain = "".join(char for char in plain if unicodedata.category(char) != "Cf")
        plain = _PERCENT.sub(_decode_percent, _ENTITY.sub(_decode_entity, plain))
    return plain.lower()


def _decode_entity(entity: re.Match[str]) -> str:
    if entity[3]:
        return _ENTITIES.get(entity[3].lower(), entity[0])
    try:
        code = int(entity[2], 16 if entity[1] else 10)
    except ValueError:  # letters in a decimal number
        return entity[0]
    return chr(code) if 0 < code < 0xD800 else entity[0]


def _decode_percent(encoded: re.Match[str]) -> str:
    try:
        return unquote(encoded[0], errors="strict")
    except UnicodeDecodeError:
        return encoded[0]
