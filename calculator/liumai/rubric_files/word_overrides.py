"""The words that all rubrics share, and a folder's overrides of them.

The repository's ``words.yaml`` and ``interface.yaml`` hold the defaults. A folder's file of the same name needs only
the texts that it changes. It may add keys to the groups of :data:`OPEN_GROUPS`; any other new key would never be
shown, and is a fault.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from liumai.core.errors import Fault, not_one_of, shown
from liumai.core.rubric import Text

Words = Mapping[str, Mapping[str, Text]]  # by group and key
OPEN_GROUPS = ("actor",)


def merge_words(defaults: Words, overrides: Words) -> Words:
    """The default words, replaced or extended by the overrides."""
    return {group: {**words, **overrides.get(group, {})} for group, words in defaults.items()}


def check_overrides(defaults: Words, overrides: Words) -> Iterator[Fault]:
    """Every fault of the overrides: unknown groups and keys, and placeholders that no default has."""
    for group, words in overrides.items():
        if group not in defaults:
            yield not_one_of((group,), group, defaults, "", "a group of words")
            continue
        for key, text in words.items():
            if key in defaults[group]:
                yield from _check_placeholders(defaults[group][key], text, group, key)
            elif group not in OPEN_GROUPS:
                yield not_one_of((group, key), key, defaults[group], "", "a word of this group")


def _check_placeholders(default: Text, override: Text, group: str, key: str) -> Iterator[Fault]:
    known = _placeholders(default.zh) | _placeholders(default.en)
    for language in ("zh", "en"):
        text = getattr(override, language)
        try:
            unknown = _placeholders(text) - known
        except ValueError:  # unbalanced braces
            unknown = {text}
        if unknown:
            unknown_names = ", ".join(shown(name) for name in sorted(unknown))
            known_names = ", ".join(f"{{{name}}}" for name in sorted(known))
            problem = Text(
                f"花括号里写的是 {unknown_names}；应为 {known_names or '不带花括号的文字'}",
                f"found {unknown_names} in braces; expected {known_names or 'text without braces'}",
            )
            yield Fault((group, key, language), problem)


def _placeholders(text: str) -> set[str]:
    """The names in braces. Raises ValueError for unbalanced braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
