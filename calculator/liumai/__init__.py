"""Liumai: scores appraisals of values by a rubric, and explains the score.

The package has floors, each importing only from the floors below it:

5. :mod:`~liumai.cli` (click, rich) and :mod:`~liumai.browser` (what the page's worker calls)
4. :mod:`~liumai.rubric_files` (pydantic) and :mod:`~liumai.batch` (processes)
3. :mod:`~liumai.formats`: appraisal files in and out; only ``yaml_file`` needs PyYAML, only ``xlsx`` needs XlsxWriter
2. :mod:`~liumai.analysis`: what-if, year, team, promotion, comparison, migration, calibration; pure, standard library only
1. :mod:`~liumai.core`: rubric, appraisal, scoring, trace, vector, errors; pure, standard library only

The names in ``__all__`` are the public face; everything else may change without notice::

    from liumai import load_rubrics, read_appraisal, score

    rubrics = load_rubrics(Path("rubric_data"))
    appraisal = read_appraisal({"rubric": "…", "criteria": {…}}, rubrics)
    result = score(rubrics[appraisal.rubric], appraisal)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from liumai.core.appraisal import Appraisal, Result
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import Fault, RefusedError
from liumai.core.result_json import explained_data, result_data
from liumai.core.rubric import Rubric
from liumai.core.scoring import score
from liumai.core.trace import Step, trace
from liumai.core.vector import from_vector, to_vector

if TYPE_CHECKING:
    from liumai.rubric_files.loader import RubricError, load_rubrics

__all__ = [
    "Appraisal",
    "Fault",
    "RefusedError",
    "Result",
    "Rubric",
    "RubricError",
    "Step",
    "explained_data",
    "from_vector",
    "load_rubrics",
    "read_appraisal",
    "result_data",
    "score",
    "to_vector",
    "trace",
]


def __getattr__(name: str) -> Any:
    """``load_rubrics`` and ``RubricError``, imported on first use: they need pydantic, which the browser has not."""
    if name in ("load_rubrics", "RubricError"):
        from liumai.rubric_files import loader

        return getattr(loader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
