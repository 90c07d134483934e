"""The rubrics that the page has added, by id; each is parsed when first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from liumai.core.appraisal import Appraisal
from liumai.core.errors import RefusedError, not_one_of
from liumai.core.fingerprint import fingerprint
from liumai.core.record_codec import rubric_from_data
from liumai.core.rubric import Rubric

Appraise = Callable[
    [Mapping[str, Any]], Appraisal
]  # reads the appraisal of a request, or raises RefusedError


class RubricStore(Mapping[str, Rubric]):
    """The published rubrics by id, each parsed when first used: a page has several and starts with one."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[str, Any] | Rubric] = {}  # parsed or not yet
        self._fingerprints: dict[str, str] = {}
        self._stored: dict[str, tuple[Rubric, str]] = {}

    def add(self, data: Mapping[str, Any]) -> None:
        """Add a rubric by its published data, replacing one of the same id."""
        self._known[data["id"]] = data
        self._fingerprints.pop(data["id"], None)

    def store(self, version: str, data: Mapping[str, Any]) -> None:
        """Parse and store a rubric under its version; it is not listed until taken."""
        rubric = rubric_from_data(data)
        self._stored[version] = (rubric, fingerprint(rubric))

    def take(self, version: str) -> bool:
        """Add the stored rubric of this version; returns whether there is one."""
        if version not in self._stored:
            return False
        rubric, rubric_fingerprint = self._stored[version]
        self._known[rubric.id], self._fingerprints[rubric.id] = rubric, rubric_fingerprint
        return True

    def fingerprint(self, name: str) -> str:
        """The fingerprint of a rubric's scoring, computed once: it is the same for all its appraisals."""
        if name not in self._fingerprints:
            self._fingerprints[name] = fingerprint(self[name])
        return self._fingerprints[name]

    def __getitem__(self, name: str) -> Rubric:
        known = self._known[name]
        if not isinstance(known, Rubric):
            known = self._known[name] = rubric_from_data(known)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def named_rubric(name: object, rubrics: Mapping[str, Rubric]) -> Rubric:
    """The rubric that a request names. Raises :class:`RefusedError` where it is not known."""
    if not isinstance(name, str) or name not in rubrics:
        raise RefusedError([not_one_of(("rubric",), name, rubrics, "", "a rubric id")])
    return rubrics[name]
