"""What a table of results has beside the scores, and is read again: HR's notes, and the exact ratings as a vector.

Standard library only, because the page uses this module too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from liumai.analysis.rows import AppraisalRow, RejectedRow
from liumai.core.appraisal import Appraisal, Entry
from liumai.core.appraisal_file import ratings_for
from liumai.core.errors import RefusedError
from liumai.core.rubric import Criterion, Evidence, Rubric, Text
from liumai.core.scoring import climb, effective_ratings
from liumai.core.vector import from_vector
from liumai.formats.cells import Cell, SpecialCell, blank

LOOKED_AT = "✓"  # what the export writes for an appraisal that HR has looked at
# In the column of those marks, these say that HR has not; anything else says that it has.
_NOT_YET = {"0", "no", "n", "false", "not yet", "否", "未", "没有", "未看", "没看"}
_EMPTY = Text("（空）", "(empty)")


def notes_of(looked_at: Cell, corrected: Cell) -> tuple[bool, tuple[Text, ...]]:
    """Whether HR has looked at a row, and the corrections that are noted in it, from their cells."""
    noted = corrected.strip() if isinstance(corrected, str) else ""
    seen = not blank(looked_at) and str(looked_at).strip().lower() not in _NOT_YET
    return seen, (Text(noted, noted),) if noted else ()


def with_vector(rubric: Rubric, appraisal: Appraisal, vector: Cell) -> Appraisal:
    """The appraisal with the exact ratings of its vector, for each criterion whose score in the table is the vector's own.

    A score says less than the ratings it was made of: 1.5 is ``mpuuu`` as well as ``mpmuu``. Where somebody has changed the
    score in the table, the table counts; so it does where the vector is none of this rubric.
    """
    if not isinstance(vector, str) or blank(vector):
        return appraisal
    try:
        exact = from_vector(vector.strip(), {rubric.id: rubric})
    except RefusedError:
        return appraisal
    entries = tuple(
        replace(entry, ratings=known.ratings)
        if _is_score_of(criterion, entry, replace(entry, ratings=known.ratings), appraisal.evidence)
        else entry
        for criterion, entry, known in zip(rubric.criteria, appraisal.entries, exact.entries, strict=True)
    )
    return replace(appraisal, entries=entries)


def _is_score_of(criterion: Criterion, written: Entry, exact: Entry, evidence: Evidence) -> bool:
    """Whether ``written``, a score or nothing, is what the table of results has for the ratings of ``exact``."""
    effective, _ = effective_ratings(criterion, exact, evidence)
    half_points, stop = climb(effective)
    if stop is not None and effective[stop - 1] == "unrated":
        return set(written.ratings) == {"unrated"}
    return written.ratings == ratings_for(half_points, len(criterion.levels))


def reread_with_note(
    reread: Callable[[int, str], AppraisalRow | RejectedRow], noted: Text, index: int, text: str
) -> AppraisalRow | RejectedRow:
    """What ``reread`` reads with ``text`` in the cell of a column (from 0); an earlier correction is noted before this one."""
    item = reread(index, text)
    if isinstance(item, AppraisalRow):
        return replace(item, corrections=(noted, *item.corrections))
    again = None if item.reread is None else partial(reread_with_note, item.reread, noted)
    return replace(item, reread=again)


def correction(name: Text, before: object, after: str) -> Text:
    """What is noted of a corrected cell: its column, what stood there, and what stands there now."""
    old = before.shown if isinstance(before, SpecialCell) else "" if before is None else str(before)
    was, now = (Text(text, text) if text else _EMPTY for text in (old.strip(), after.strip()))
    return Text(f"{name.zh}：{was.zh} → {now.zh}", f"{name.en}: {was.en} → {now.en}")
