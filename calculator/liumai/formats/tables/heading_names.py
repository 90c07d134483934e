"""Recognises the headings of a table's columns, by names that are data: a rubric's criteria and its words.

A heading names a column by key, by id, or by its name in either language. The words' groups ``column-synonym`` and
``column-hint`` have further names, ``heading-tail`` what may follow a name: "Teamwork (4513)" is the criterion Teamwork.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from liumai.core.errors import RefusedError, nearest, not_one_of
from liumai.core.rubric import Rubric, Text
from liumai.formats.cells import normal

APPRAISAL_KINDS = ("subject", "manager", "period", "rubric", "evidence", "rating", "cases")
PROMOTION_KINDS = ("subject", "rubric", "total", "performance")
# Words of the columns that are no names: patterns, and "score", which alone does not say of what.
_NOT_NAMES = ("cases", "quarter", "exact", "score")
LEFT_OUT = "left-out"  # the kind of a column that the reader's mapping leaves out
_LIST = re.compile(r"[、,]")
_NUMBERED = re.compile(r"(?:q(?:uestion)?\s?)?\d{1,3}\s?(?:[.、)]|题|:)\s?(?=\D)")
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column: ``kind`` is its key in the words, ``criteria`` the criterion it means, by rubric id.

    ``exact`` is False for a synonym and for a heading with something after the name: a column with the name itself
    goes before it. ``mapped`` is the target of the reader's mapping.
    """

    kind: str
    index: int
    heading: str
    criteria: Mapping[str, str] = field(default_factory=dict)
    exact: bool = True
    mapped: Text | None = None

    def means_as(self, other: Column) -> bool:
        """Whether both stand for the same thing, at least under one rubric."""
        shared = self.criteria.items() & other.criteria.items()
        return self.kind == other.kind and bool(shared or not (self.criteria or other.criteria))


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can be mapped to: ``id`` as the mapping names it, ``name`` in both languages."""

    id: str
    name: Text


class Headings:
    """The known headings of one kind of table, and the reader's own mapping of headings to columns."""

    def __init__(
        self, rubrics: Mapping[str, Rubric], kinds: Sequence[str], mapping: Mapping[str, str] | None = None
    ) -> None:
        """``kinds`` are those that the table's reader uses; ``mapping`` is from a heading to a known heading or "".

        Raises :class:`RefusedError` for a mapping to something else.
        """
        self.kinds = tuple(kinds)
        self.targets: list[Target] = []
        self._named: dict[str, Column] = {}
        self._synonyms: dict[str, Column] = {}
        self.hints: dict[str, re.Pattern[str]] = {}
        words = [rubric.words for rubric in rubrics.values()]
        if "rating" in kinds:
            self._add_criteria(rubrics.values())
        self._add_columns(words)
        self._tail = re.compile(rf"^(.+?)(?:{_tail_pattern(_listed(words, 'heading-tail'))})$", re.DOTALL)
        self._mapping = {
            normal(heading): self._target(heading, to) for heading, to in (mapping or {}).items()
        }
        self._mapped = list(mapping or ())

    def _add_criteria(self, rubrics: Iterable[Rubric]) -> None:
        for rubric in rubrics:
            pattern = rubric.words["column"]["cases"]
            for criterion in rubric.criteria:
                names = (criterion.id, criterion.name.zh, criterion.name.en)
                self._add("rating", names, Target(criterion.id, criterion.name), rubric.id, criterion.id)
                cases = [text.format(criterion=name) for text in (pattern.zh, pattern.en) for name in names]
                name = Text(*(getattr(pattern, x).format(criterion=getattr(criterion.name, x)) for x in ("zh", "en")))  # fmt: skip
                target = Target(pattern.en.format(criterion=criterion.id), name)
                self._add("cases", cases, target, rubric.id, criterion.id)

    def _add_columns(self, words: Sequence[Mapping[str, Mapping[str, Text]]]) -> None:
        names = {
            kind: name for group in words for kind, name in group["column"].items() if kind not in _NOT_NAMES
        }
        for kind in sorted(names, key=lambda kind: kind not in self.kinds):  # a name that is used goes first
            self._add(kind, (kind, names[kind].zh, names[kind].en), Target(kind, names[kind]))
        for group in ("column-synonym", "column-hint"):
            for kind, listed in _listed(words, group).items():
                for name in listed:
                    self._synonyms.setdefault(normal(name), Column(kind, 0, "", exact=False))
        for kind, listed in _listed(words, "column-hint").items():
            self.hints[kind] = re.compile("|".join(word_pattern(name) for name in listed))

    def _add(
        self, kind: str, names: Iterable[str], target: Target, rubric: str = "", criterion: str = ""
    ) -> None:
        if kind in self.kinds and target.id not in {known.id for known in self.targets}:
            self.targets.append(target)
        for name in names:  # a criterion may be called like a column
            known = self._named.setdefault(normal(name), Column(kind, 0, ""))
            if rubric and known.kind == kind and rubric not in known.criteria:
                self._named[normal(name)] = replace(known, criteria={**known.criteria, rubric: criterion})

    def _target(self, heading: str, to: str) -> Column:
        """The column that a mapping means. Raises :class:`RefusedError` where it is none that this table has."""
        if not to.strip():
            return Column(LEFT_OUT, 0, "", mapped=Text("", ""))
        known = self._named.get(normal(to))
        if known is None or known.kind not in self.kinds:
            ids = [target.id for target in self.targets]
            fault = not_one_of((), to, ids, f"“{heading}”对应的列", f"a column for “{heading}”")
            raise RefusedError([fault])
        names = {normal(name): t.name for t in self.targets for name in (t.id, t.name.zh, t.name.en)}
        return replace(known, mapped=names.get(normal(to), Text(to, to)))

    def column(self, index: int, texts: Sequence[str], key: str = "") -> Column | None:
        """The column of a heading, which may be read in several ways; None for an unknown one.

        ``texts`` are the ways, the last one as it stands in the file; ``key`` is a name for the mapping besides.
        """
        for text in (*texts, key):
            if mapped := self._mapping.get(normal(text)):
                return replace(mapped, index=index, heading=_one_line(texts[-1] if texts else ""))
        found = [(known, text) for text in texts if (known := self._known(text))]
        if not found:
            return None
        known, text = max(found, key=lambda pair: (pair[0].kind in self.kinds, pair[0].exact))
        return replace(known, index=index, heading=_one_line(text))

    def _known(self, text: str) -> Column | None:
        """Both languages may be there, separated by ``/``, ``|`` or a line break, or one of them in brackets."""
        parts = [normal(part) for part in (text, *re.split(r"[/\n|]", text)) if part.strip()]
        for known in (self._named, self._synonyms):
            for part in parts:
                if part in known:
                    return known[part]
        for part in parts:
            column = self._without_tail(part) or self._without_number(part)
            if column:
                return replace(column, exact=False)
        return None

    def _without_number(self, part: str) -> Column | None:
        """The column of a heading with a question's number before it, as questionnaires export it: "3. Teamwork"."""
        numbered = _NUMBERED.match(part)
        return self._known(part[numbered.end() :]) if numbered else None

    def _without_tail(self, part: str) -> Column | None:
        if bracketed := re.fullmatch(r"(.+?)\s*[(\[【](.+)[)\]】]", part):
            outer, inner = (self._named.get(normal(text)) for text in bracketed.groups())
            if outer and inner and outer.means_as(inner):
                return outer
        if cut := self._tail.match(part):
            known = self._named.get(normal(cut[1]))
            return known if known and known.kind in self.kinds else None
        return None

    def count(self, cells: Sequence[object]) -> int:
        """How many cells of a row are known headings that the table's reader uses."""
        columns = (self.column(index, [cell]) for index, cell in enumerate(cells) if isinstance(cell, str))
        return sum(1 for column in columns if column and column.kind in (*self.kinds, LEFT_OUT))

    def similar(self, text: str) -> str | None:
        """The known heading most similar to an unknown one, if any is similar."""
        return nearest(normal(text), self._named)

    def known(self, text: str) -> Column | None:
        """The column of a known heading, by its normalised name."""
        return self._named.get(text)

    def target(self, column: Column) -> str:
        """The id by which a mapping names what a column means; empty for a column that is not read."""
        found = (t.id for t in self.targets if self.means(t, column))
        return next(found, "")

    def names(self, kind: str) -> list[str]:
        """The normalised headings of a kind, synonyms included."""
        return [
            name
            for named in (self._named, self._synonyms)
            for name, column in named.items()
            if column.kind == kind
        ]

    def names_of(self, column: Column) -> list[str]:
        """The normalised headings that mean the same as a column."""
        return [name for name, known in self._named.items() if known.means_as(column)]

    def criterion_names(self, column: Column) -> list[str]:
        """The normalised names of the criterion whose cases a column has."""
        rating = replace(column, kind="rating")
        return self.names_of(rating)

    def means(self, target: Target, column: Column) -> bool:
        """Whether a column is what a target means."""
        return self._named[normal(target.id)].means_as(column)

    def kind_of(self, target: Target) -> str:
        """The kind of column that a target is."""
        return self._named[normal(target.id)].kind

    def unused(self, headings: Iterable[str]) -> list[str]:
        """The headings of the mapping that are not among those of the file."""
        present = {normal(heading) for heading in headings}
        return [heading for heading in self._mapped if normal(heading) not in present]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _listed(words: Sequence[Mapping[str, Mapping[str, Text]]], group: str) -> dict[str, list[str]]:
    """The lists of a group of words, in both languages together, by key; empty where the words have no such group."""
    listed: dict[str, list[str]] = {}
    for groups in words:
        for key, text in groups.get(group, {}).items():
            names = [name.strip() for name in _LIST.split(f"{text.zh},{text.en}")]
            known = listed.setdefault(key, [])
            known += [name for name in names if name and name not in known]
    return listed


def word_lists(rubrics: Mapping[str, Rubric], group: str) -> dict[str, list[str]]:
    """The lists of a group of all rubrics' words, by key."""
    return _listed([rubric.words for rubric in rubrics.values()], group)


def word_pattern(word: str) -> str:
    """A pattern for a word: Chinese anywhere, letters only as a whole word. The text is normalised (:func:`normal`)."""
    plain = re.escape(normal(word))
    return plain if _ASIAN.search(word) else rf"(?<![^\W_]){plain}s?(?![^\W_])"


def _tail_pattern(lists: Mapping[str, list[str]]) -> str:
    """What may follow a name: words of the list and figures in brackets, or words of the list after a sign or alone."""
    listed = sorted((normal(word) for words in lists.values() for word in words), key=len, reverse=True)
    words = "|".join(map(re.escape, listed)) or r"(?!)"
    inner = rf"(?:{words}|\d+|[\s.,:/~%–-])+"
    return rf"\s*[(\[【]{inner}[)\]】]|\s*[:\-–]\s*(?:{words})|\s*(?:{words})"
