"""The handbook's data in one language: rubrics, examples, labels, glossary and lesson plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hooks.content.quiz_questions import for_calibration
from liumai.core.rubric import Motto, Rubric, Text
from liumai.core.rubric_changes import Changes
from liumai.rubric_files.content_records import GlossaryEntry
from liumai.rubric_files.lesson_plans import Minutes, Teaching
from liumai.rubric_files.loader import load_changes, load_rubrics, load_teaching, load_words, read_record
from liumai.rubric_files.word_overrides import Words
from liumai.rubric_files.worked_examples import Example, load_examples


@dataclass(frozen=True)
class Handbook:
    """The data that the pages of one language are made from.

    ``language`` is ``zh`` or ``en``; ``main`` the id of the rubric that the site is about; ``folder`` the folder of the
    rubrics. ``rubrics`` and ``examples`` are by the rubric's id.
    """

    language: str
    main: str
    folder: Path
    rubrics: Mapping[str, Rubric]
    changes: tuple[Changes, ...]
    labels: Words
    examples: Mapping[str, tuple[Example, ...]]
    glossary: tuple[GlossaryEntry, ...]
    teaching: Teaching

    def in_language(self, language: str) -> Handbook:
        """The same handbook in another language; only the examples are read again. Raises RubricError."""
        return replace(self, language=language, examples=_examples(self.folder, self.rubrics, language))

    def text(self, text: Text | Motto) -> str:
        """A bilingual text in this language."""
        in_language: str = getattr(text, self.language)
        return in_language

    def label(self, key: str, **values: object) -> str:
        """A label of the interface by ``group.name``, its placeholders filled with ``values``."""
        group, name = key.split(".")
        return self.text(self.labels[group][name]).format(**values)

    def label_group(self, group: str) -> dict[str, str]:
        """The labels of a group by name, their ``{placeholders}`` left for a script to fill."""
        return {name: self.text(text) for name, text in self.labels[group].items()}

    @property
    def rubric(self) -> Rubric:
        """The rubric that the site is about."""
        return self.rubrics[self.main]

    @property
    def other_rubrics(self) -> list[Rubric]:
        """The other rubrics, in the order of their ids."""
        return [rubric for rubric in self.rubrics.values() if rubric.id != self.main]

    @property
    def all_rubrics(self) -> list[Rubric]:
        """Every rubric, that of the site first."""
        return [self.rubric, *self.other_rubrics]

    @property
    def minutes(self) -> Minutes:
        """How many minutes a slide of each kind takes."""
        return self.teaching.minutes

    @property
    def has_cases(self) -> bool:
        """Whether the site's rubric has any case: for the quiz, and for a deck to choose cases from."""
        return any(level.cases for level in self.rubric.level.values())

    @property
    def calibration_examples(self) -> list[Example]:
        """The examples of the site's rubric that a calibration round can be about."""
        return for_calibration(self.examples[self.main])


def load_handbook(language: str, main: str, folder: Path) -> Handbook:
    """Read all data of a folder of rubrics. If it has no rubric ``main``, the site is about the first that it has.

    Raises RubricError if a file is invalid.
    """
    rubrics = load_rubrics(folder)
    labels = load_words(folder, "interface.yaml")
    main = main if main in rubrics else next(iter(rubrics))
    glossary = folder / "glossary.yaml"
    terms = read_record(glossary, tuple[GlossaryEntry, ...]) if glossary.is_file() else ()
    changes, examples = load_changes(folder, rubrics), _examples(folder, rubrics, language)
    teaching = load_teaching(folder)
    return Handbook(language, main, folder, rubrics, changes, labels, examples, terms, teaching)


def _examples(folder: Path, rubrics: Mapping[str, Rubric], language: str) -> dict[str, tuple[Example, ...]]:
    return {rubric: load_examples(folder / rubric, rubrics, language) for rubric in rubrics}
