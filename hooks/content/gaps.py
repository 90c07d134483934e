"""The figures and rules that a rubric's source does not state: which, why, and where in the YAML they are filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liumai.core.rubric import Basis, Finding, Rubric, Stated, Text

OPEN = ("illegible", "inferred", "restored")


@dataclass(frozen=True)
class Gap:
    """One gap.

    ``subject`` is what it belongs to, outermost first; ``kind`` the key of the label that says what is missing;
    ``key`` its path in ``file``, which is relative to the rubric's folder.
    """

    anchor: str
    subject: tuple[Text, ...]
    kind: str
    record: Stated
    figure: float | None
    file: str
    key: str


def gaps(rubric: Rubric) -> list[Gap]:
    """The open gaps of a rubric, illegible ones first."""
    open_gaps = (gap for gap in _all(rubric) if gap.record.status in OPEN and not _is_filled(gap))
    return sorted(open_gaps, key=lambda gap: OPEN.index(gap.record.status))


def filled_in(rubric: Rubric) -> list[Gap]:
    """The gaps that the users of the rubric have filled in."""
    return [gap for gap in _all(rubric) if _is_filled(gap)]


def is_settled(basis: Stated) -> bool:
    """Whether the users of the rubric settled a band's figure: it names them, or is not from the source."""
    return basis.settled_by is not None or basis.status == "authored"


def possible_findings(rubric: Rubric) -> list[Finding]:
    """The findings that can be raised: without those of uncertain bands if every bound is known."""
    certain = all(band.from_ is not None for band in rubric.bands)
    return [finding for finding in rubric.findings if not (certain and finding.when.band_uncertain)]


def _is_filled(gap: Gap) -> bool:
    of_band = gap.kind in ("gap.from", "gap.grade")
    return is_settled(gap.record) if of_band else gap.record.settled_by is not None


def _all(rubric: Rubric) -> Iterator[Gap]:
    yield from _bands(rubric)
    yield from _findings(rubric)
    yield from _rules(rubric)
    yield from _figures(rubric)
    yield from _levels(rubric)


def _bands(rubric: Rubric) -> Iterator[Gap]:
    for band in rubric.bands:
        bases: list[tuple[str, Basis | None, float | None]] = [
            ("from", band.from_basis, band.from_),
            ("grade", band.grade_basis, band.grade),
        ]
        for key, basis, figure in bases:
            if basis is not None:
                anchor, path = f"band-{band.id}-{key}", f"bands.{band.id}.{key}"
                yield Gap(anchor, (band.name,), f"gap.{key}", basis, figure, "rubric.yaml", path)


def _findings(rubric: Rubric) -> Iterator[Gap]:
    for finding in possible_findings(rubric):
        path = f"findings.{finding.code}.when"
        yield Gap(f"finding-{finding.code}", (finding.name,), "gap.when", finding, None, "rubric.yaml", path)


def _rules(rubric: Rubric) -> Iterator[Gap]:
    for rule in rubric.rules:
        yield Gap(f"rule-{rule.id}", (rule.name,), "gap.rule", rule, None, "rubric.yaml", f"rules.{rule.id}")


def _figures(rubric: Rubric) -> Iterator[Gap]:
    for figure in rubric.figures:
        anchor, path = f"figure-{figure.id}", f"figures.{figure.id}.value"
        yield Gap(anchor, (figure.name,), "gap.figure", figure, figure.value, "rubric.yaml", path)


def _levels(rubric: Rubric) -> Iterator[Gap]:
    """Awards: one gap for each criterion and award, not one for each level."""
    for criterion in rubric.criteria:
        for award in dict.fromkeys(level.award for level in criterion.levels):
            levels = [
                level
                for level in criterion.levels
                if level.award == award and level.award_basis.status in OPEN
            ]
            if levels:
                numbers = ", ".join(str(level.level) for level in levels)
                subject = (criterion.name, rubric.words["award"][award], Text(numbers, numbers))
                path = f"levels[{numbers}].award"
                file = f"criteria/{criterion.id}.yaml"
                anchor = f"award-{criterion.id}-{award}"
                yield Gap(anchor, subject, "gap.award", levels[0].award_basis, None, file, path)
