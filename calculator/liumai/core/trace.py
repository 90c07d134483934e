"""Explains a score as a sequence of steps, each with a sentence for managers.

The sentences are the rubric's (``words.step``, and each finding's ``because``); this module fills in
the figures. It scores nothing: it reads the :class:`~liumai.core.appraisal.Result`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liumai.core.appraisal import Appraisal, CriterionResult, Entry, Result
from liumai.core.i18n import format_text, in_both_languages, join_texts
from liumai.core.number_format import points
from liumai.core.rubric import Band, Criterion, Rubric, RuleId, Status, Text
from liumai.core.scoring import PARTIAL

# Findings that steps of the climb explain already, so that they get no step of their own.
_EXPLAINED_BY_CLIMB = ("case-required", "case-contradicts", "gate-ignored")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation. ``rule`` or ``finding`` names what was applied, ``status`` is its provenance."""

    criterion: str | None
    level: int | None
    rule: RuleId | None
    finding: str | None
    status: Status
    text: Text


def trace(rubric: Rubric, appraisal: Appraisal, result: Result) -> tuple[Step, ...]:
    """The steps that led to ``result``: each criterion from level 1 up, then the total and the band."""
    steps: list[Step] = []
    for criterion, entry, scored in zip(rubric.criteria, appraisal.entries, result.criteria, strict=True):
        steps += _criterion_steps(rubric, criterion, entry, scored)
    steps += _total_steps(rubric, result)
    return tuple(steps)


def _criterion_steps(
    rubric: Rubric, criterion: Criterion, entry: Entry, scored: CriterionResult
) -> Iterator[Step]:
    for number, (rating, effective) in enumerate(zip(entry.ratings, scored.effective, strict=True), 1):
        if rating != effective:
            award = criterion.levels[number - 1].award
            yield _step(
                rubric,
                f"unmet-{award}",
                "evidence",
                criterion,
                number,
                rating=_word(rubric, "rating", rating),
            )
    for number, rating in enumerate(scored.effective[: scored.stopped_at], 1):
        rule: RuleId = (
            "half-point" if rating == "partial" else "incomplete" if rating == "unrated" else "climb"
        )
        yield _step(rubric, rating, rule, criterion, number)
    if scored.stopped_at is None:
        yield _step(rubric, "top", "climb", criterion, None)
    else:
        yield from _ignored_steps(rubric, criterion, entry, scored.stopped_at)
    yield _step(
        rubric, "score", "climb", criterion, None, score=in_both_languages(points(scored.half_points))
    )
    for code in scored.findings:
        when = rubric.finding[code].when
        if when.climb not in _EXPLAINED_BY_CLIMB and when.complete is not False:
            yield _finding_step(rubric, code, criterion)


def _ignored_steps(rubric: Rubric, criterion: Criterion, entry: Entry, stop: int) -> Iterator[Step]:
    ignored = [n for n, rating in enumerate(entry.ratings[stop:], stop + 1) if rating in ("met", "partial")]
    if ignored:
        levels = Text("、".join(map(str, ignored)), ", ".join(map(str, ignored)))
        yield _step(rubric, "ignored", "climb", criterion, stop, levels=levels)


def _total_steps(rubric: Rubric, result: Result) -> Iterator[Step]:
    scores = " + ".join(str(points(c.half_points)) for c in result.criteria)
    total = in_both_languages(points(result.half_points))
    yield _step(
        rubric,
        "total",
        "total",
        scores=in_both_languages(scores),
        total=total,
        maximum=in_both_languages(result.maximum),
    )
    if not result.complete:
        names = [rubric.criterion[c.id].name for c in result.criteria if not c.complete]
        yield _step(rubric, "incomplete", "incomplete", criteria=join_texts(names))
    elif result.candidates is not None:
        bands = [band for band in rubric.bands if band.id in result.candidates]
        yield _band_step(rubric, bands, total)
    for code in result.findings:
        yield _finding_step(rubric, code, None)


def _band_step(rubric: Rubric, bands: list[Band], total: Text) -> Step:
    names = join_texts([band.name for band in bands])
    if len(bands) > 1:
        return _step(rubric, "band-uncertain", "band", total=total, bands=names)
    floor = in_both_languages(points(int(2 * (bands[0].from_ or 0))))
    return _step(rubric, "band", "band", total=total, bands=names, floor=floor)


def _step(
    rubric: Rubric,
    key: str,
    rule: RuleId,
    criterion: Criterion | None = None,
    level: int | None = None,
    **values: Text,
) -> Step:
    values |= {"level": in_both_languages(level), "half": in_both_languages(points(PARTIAL))}
    if criterion is not None:
        values["criterion"] = criterion.name
    text = format_text(_word(rubric, "step", key), values)
    return Step(criterion.id if criterion else None, level, rule, None, rubric.rule[rule].status, text)


def _finding_step(rubric: Rubric, code: str, criterion: Criterion | None) -> Step:
    finding = rubric.finding[code]
    return Step(criterion.id if criterion else None, None, None, code, finding.status, finding.because)


def _word(rubric: Rubric, group: str, key: str) -> Text:
    return rubric.words[group][key]
