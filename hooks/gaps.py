"""Every figure and rule that the source does not state: what it is, why, and where in the YAML it is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liumai.model import Basis, Rubric, Stated, Text

OPEN = ("illegible", "inferred", "restored")


@dataclass(frozen=True)
class Gap:
    """One gap. ``subject`` is what it belongs to, ``kind`` a label of the interface, ``key`` its path in ``file``."""

    anchor: str
    subject: tuple[Text, ...]
    kind: str
    record: Stated
    figure: float | None
    file: str
    key: str


def gaps(rubric: Rubric) -> list[Gap]:
    """The gaps of a rubric's figures and rules, what is lost first."""
    found = [*_bands(rubric), *_findings(rubric), *_rules(rubric), *_figures(rubric), *_levels(rubric)]
    return sorted(found, key=lambda gap: OPEN.index(gap.record.status))


def _bands(rubric: Rubric) -> Iterator[Gap]:
    for band in rubric.bands:
        bases: list[tuple[str, Basis | None, float | None]] = [
            ("from", band.from_basis, band.from_),
            ("grade", band.grade_basis, band.grade),
        ]
        for key, basis, figure in bases:
            if basis is not None and basis.status in OPEN:
                path = f"bands.{band.id}.{key}"
                yield Gap(
                    f"band-{band.id}-{key}", (band.name,), f"gap.{key}", basis, figure, "rubric.yaml", path
                )


def _findings(rubric: Rubric) -> Iterator[Gap]:
    for finding in rubric.findings:
        if finding.status in OPEN:
            path = f"findings.{finding.code}.when"
            yield Gap(
                f"finding-{finding.code}", (finding.name,), "gap.when", finding, None, "rubric.yaml", path
            )


def _rules(rubric: Rubric) -> Iterator[Gap]:
    for rule in rubric.rules:
        if rule.status in OPEN:
            path = f"rules.{rule.id}"
            yield Gap(f"rule-{rule.id}", (rule.name,), "gap.rule", rule, None, "rubric.yaml", path)


def _figures(rubric: Rubric) -> Iterator[Gap]:
    for figure in rubric.figures:
        if figure.status in OPEN:
            path = f"figures.{figure.id}.value"
            yield Gap(
                f"figure-{figure.id}", (figure.name,), "gap.figure", figure, figure.value, "rubric.yaml", path
            )


def _levels(rubric: Rubric) -> Iterator[Gap]:
    """Awards, one gap for each criterion and award: thirty like lines would help nobody."""
    for criterion in rubric.criteria:
        for award in dict.fromkeys(level.award for level in criterion.levels):
            like = [x for x in criterion.levels if x.award == award and x.award_basis.status in OPEN]
            if like:
                numbers = ", ".join(str(level.level) for level in like)
                subject = (criterion.name, rubric.words["award"][award], Text(numbers, numbers))
                path = f"levels[{numbers}].award"
                file = f"criteria/{criterion.id}.yaml"
                anchor = f"award-{criterion.id}-{award}"
                yield Gap(anchor, subject, "gap.award", like[0].award_basis, None, file, path)
