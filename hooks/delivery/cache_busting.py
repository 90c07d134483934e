"""Addresses that contain a version computed from the content, so that no HTTP cache mixes files of two builds; and the settings
by which scripts of a page find these addresses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

RUNTIME = "assets/runtime/"
PUBLISHED = "rubric/"
SCORING = "rubric/scoring/"
CALCULATOR = "calculator/"
EARLY_START = Path(__file__).with_name("early-start.js")


def versions(texts: Mapping[str, str]) -> dict[str, str]:
    """The version of each text (a JSON file, by name): the first 12 hexadecimal digits of its SHA-256."""
    return {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in texts.items()}


@dataclass(frozen=True)
class Addresses:
    """The versioned addresses of the runtime and of the rubrics' data, from the site's root.

    ``runtime_version`` is that of the Pyodide bundle, ``published`` and ``scoring`` are the versions of each rubric's two files
    by id; a rubric without a version has an address without one.
    """

    runtime_version: str
    published: Mapping[str, str]
    scoring: Mapping[str, str]

    @property
    def runtime(self) -> str:
        """The folder of the Pyodide bundle."""
        return f"{RUNTIME}{self.runtime_version}/"

    def rubric(self, rubric: str) -> str:
        """A rubric's whole data."""
        return _versioned(f"{PUBLISHED}{rubric}.json", self.published.get(rubric))

    def scoring_rubric(self, rubric: str) -> str:
        """A rubric's data reduced to what scoring needs."""
        return _versioned(f"{SCORING}{rubric}.json", self.scoring.get(rubric))


def _versioned(address: str, version: str | None) -> str:
    return f"{address}?{version}" if version else address


def page_settings(
    page: str, addresses: Addresses, rubrics: Iterable[str], *, root: str, language_root: str
) -> dict[str, object]:
    """The settings of a page, which its scripts read from ``<script id="liumai-page">``. All addresses are relative to it.

    ``page`` is the page's address in its language, ``root`` leads from it to the site's root, ``language_root`` to that of its
    language. Only the calculator's page has ``rubrics``: the addresses of those that it offers, and so starts the worker early.
    """
    settings: dict[str, object] = {
        "runtime": f"{root}{addresses.runtime}",
        "calculator": f"{language_root}{CALCULATOR}",
    }
    if page == CALCULATOR:
        settings["rubrics"] = [f"{root}{addresses.scoring_rubric(rubric)}" for rubric in rubrics]
    return settings


def early_start() -> str:
    """The inline script of every page's head, without comments and indents."""
    lines = (line.strip() for line in EARLY_START.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
