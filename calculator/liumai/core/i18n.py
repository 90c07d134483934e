"""Texts in two languages: fills in their placeholders, joins them, and gives them in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liumai.core.rubric import Text

LANGUAGES = ("zh", "en")


class Translator:
    """Gives bilingual texts in one language, ``zh`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, text: Text) -> str:
        """``text`` in this language."""
        translated: str = getattr(text, self.language)
        return translated

    def message(self, table: Mapping[str, Text], key: str, **values: object) -> str:
        """The message ``table[key]`` in this language, its ``{placeholders}`` replaced by ``values``.

        A value that is a :class:`Text` is translated too. Raises KeyError for an unknown key or a placeholder without a value.
        """
        translated = {
            name: self.text(value) if isinstance(value, Text) else value for name, value in values.items()
        }
        return self.text(table[key]).format_map(translated)


def format_text(template: Text, values: Mapping[str, Text]) -> Text:
    """``template`` with its ``{placeholders}`` replaced by ``values``, in both languages. Raises KeyError for a missing value."""
    return Text(
        *(
            getattr(template, language).format_map({k: getattr(v, language) for k, v in values.items()})
            for language in LANGUAGES
        )
    )


def in_both_languages(value: object) -> Text:
    """A text that is the same in both languages, such as a figure."""
    return Text(str(value), str(value))


def join_texts(texts: Iterable[Text], separator: Text = Text("、", ", ")) -> Text:  # noqa: B008  # it is frozen
    """The texts joined by ``separator``, in both languages."""
    texts = list(texts)
    return Text(separator.zh.join(text.zh for text in texts), separator.en.join(text.en for text in texts))
