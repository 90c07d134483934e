"""Addresses that change when what they lead to changes, so that no cache mixes one build with another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

RUNTIME = "assets/runtime/"
_RUNTIME = re.compile(rf'(?<= runtime=")([^"]*{RUNTIME})(?=")')
_SCORING = re.compile(r' scoring="([^"]+)')
_LISTS = re.compile(r' (?:rubrics|scoring)="[^"]+')
_RUBRIC = re.compile(r"(rubric/(?:scoring/)?)([^/ ]+)\.json")

_STYLES = '<link rel="stylesheet"'
CALCULATOR = "calculator/"
# In the calculator's page the worker starts while the page is still coming, and Python in it where all of it is kept (engine.js
# takes the worker over). The same script in all pages, for the policy names it by its hash.
_EARLY = """<script>
{const {content, dataset: {rubrics}} = document.querySelector("[name=liumai-runtime]");
if (rubrics) {
const expected = rubrics.split(" ").map((address) => new URL(address, location).href);
liumaiWorker = new Worker(content + "worker.js", {type: "module", name: ["fast", ...expected].join(" ")});
liumaiWorker.onerror = () => liumaiWorker = void 0;
}}</script>""".replace("\n", "")


def versions(texts: Mapping[str, str]) -> dict[str, str]:
    """A version of each published rubric (as JSON, by id) that tells whether its data are still the same."""
    return {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in texts.items()}


def versioned(
    html: str,
    address: str,
    root: str,
    language_root: str,
    runtime: str,
    rubrics: Mapping[str, Mapping[str, str]],
) -> str:
    """A page whose calculator names the runtime by its version, and the rubrics' data by theirs.

    The page's head names the runtime and the calculator's page too, and has the scripts that start it early. ``address`` is
    the page's own in its language, ``root`` the way from it to the site's root, ``language_root`` that to the language's own;
    ``rubrics`` are the versions by folder, and in it by id.
    """

    def with_version(match: re.Match[str]) -> str:
        return f"{match[0]}?{rubrics[match[1]][match[2]]}"

    if ' runtime="' in html:  # few pages have a calculator
        html = _LISTS.sub(lambda found: _RUBRIC.sub(with_version, found[0]), html)
        html = _RUNTIME.sub(rf"\g<1>{runtime}/", html)
    names = f'content="{root}{RUNTIME}{runtime}/" data-calculator="{language_root}{CALCULATOR}"'
    if address == CALCULATOR and (found := _SCORING.search(html)):
        names += f' data-rubrics="{found[1]}"'
    # Ahead of the styles, which a script after them would have to wait for.
    html = html.replace(_STYLES, f'<meta name="liumai-runtime" {names}>{_EARLY}{_STYLES}', 1)
    approach = f'<script type="module" async src="{language_root}assets/liumai/prefetch.js"></script>'
    return html.replace("</head>", f"{approach}</head>", 1)
