"""The words that all rubrics share, and those of them that a folder of rubrics puts in its own way.

``words.yaml`` and ``interface.yaml`` come with Liumai. A folder's own file of that name need hold only what it
changes; it may add parties that act (``actor``), and nothing else that nobody would ever show.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from liumai.core.errors import Fault, not_one_of, shown
from liumai.core.rubric import Text

Words = Mapping[str, Mapping[str, Text]]
OPEN_GROUPS = ("actor",)


def merged(given: Words, own: Words) -> Words:
    """The given words with one's own in their place."""
    return {group: {**words, **own.get(group, {})} for group, words in given.items()}


def check_own_words(given: Words, own: Words) -> Iterator[Fault]:
    """Every fault of one's own words: names that nothing shows, placeholders that nothing fills in."""
    for group, words in own.items():
        if group not in given:
            yield not_one_of((group,), group, given, "", "a group of words")
            continue
        for key, text in words.items():
            if key in given[group]:
                yield from _check_places(given[group][key], text, group, key)
            elif group not in OPEN_GROUPS:
                yield not_one_of((group, key), key, given[group], "", "a word of this group")


def _check_places(given: Text, own: Text, group: str, key: str) -> Iterator[Fault]:
    known = _places(given.zh) | _places(given.en)
    for language in ("zh", "en"):
        text = getattr(own, language)
        try:
            unknown = _places(text) - known
        except ValueError:
            unknown = {text}
        if unknown:
            found = ", ".join(shown(place) for place in sorted(unknown))
            listed = ", ".join(f"{{{place}}}" for place in sorted(known))
            yield Fault(
                (group, key, language),
                Text(
                    f"花括号里写的是 {found}；应为 {listed or '不带花括号的文字'}",
                    f"found {found} in braces; expected {listed or 'text without braces'}",
                ),
            )


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
