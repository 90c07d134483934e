"""Puts figures and names into the sentences of ``words.yaml``, in both languages at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liumai.core.rubric import Text

LANGUAGES = ("zh", "en")


def filled(template: Text, values: Mapping[str, Text]) -> Text:
    """A sentence with its words in braces filled in."""
    return Text(
        *(
            getattr(template, language).format_map({k: getattr(v, language) for k, v in values.items()})
            for language in LANGUAGES
        )
    )


def in_both_languages(value: object) -> Text:
    """A figure, which both languages write alike."""
    return Text(str(value), str(value))


def listed(texts: Iterable[Text], by: Text = Text("、", ", ")) -> Text:  # noqa: B008  # it is frozen
    """Texts in a row."""
    texts = list(texts)
    return Text(by.zh.join(text.zh for text in texts), by.en.join(text.en for text in texts))
