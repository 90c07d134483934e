"""Short hashes for links: of a rubric's scoring rules, and of a result.

A link that carries both (``r=<fingerprint>-<digest>``) shows, when it is opened later, whether the rubric's
scoring has changed since, and whether the result of this appraisal has.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from liumai.core.appraisal import Result
from liumai.core.record_codec import to_data
from liumai.core.rubric import Rubric

OF_AN_APPRAISAL = ("criterion", "appraisal")  # the scopes of the findings that scoring raises
LENGTH = 8  # hexadecimal digits: against changes made in good faith, not against forgery


def fingerprint(rubric: Rubric) -> str:
    """A hash of everything in a rubric that can change an appraisal's score, band or findings.

    Wording, provenance and the findings of years and teams are left out.
    """
    return _hash(
        {
            "criteria": [
                [c.id, [[level.level, level.award, level.half_point] for level in c.levels]]
                for c in rubric.criteria
            ],
            "bands": [[band.id, band.from_] for band in rubric.bands],
            "findings": [[f.code, f.scope, f.when] for f in rubric.findings if f.scope in OF_AN_APPRAISAL],
        }
    )


def digest(result: Result) -> str:
    """A hash of a result: its scores, bands and findings."""
    criteria = [[c.id, c.half_points, c.complete, c.findings] for c in result.criteria]
    return _hash([criteria, result.candidates, result.findings])


def _hash(data: Any) -> str:
    text = json.dumps(to_data(data), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
