"""No script and no style of the site needs what the oldest supported browsers lack (browserslist in package.json)."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = ROOT / "tools" / "check-baseline.mjs"


def lacking(site, *options):
    done = subprocess.run(
        [ROOT / "tools" / "with-node", "node", CHECK, site, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


def test_scripts_and_styles_keep_to_the_oldest_supported_browsers(site):
    assert lacking(site, "--whole") == []


# One for each kind of thing that a browser may lack, with what the check calls it.
USES = {
    "list.with(0, 1);": ".with (calculator)",
    "text.toWellFormed();": ".toWellFormed (calculator)",
    "structuredClone(value);": "structuredClone (calculator)",
    "self.structuredClone(value);": "structuredClone (calculator)",
    "Object.groupBy(list, key);": "Object.groupBy (calculator)",
    "AbortSignal.any([one]);": "AbortSignal.any (calculator)",
    "node.ariaLabel = 'x';": ".ariaLabel (calculator)",
    "node.inert = true;": ".inert (calculator)",
    "node.popover = 'auto';": ".popover (calculator)",
    "/[a--b]/v;": "syntax: /[a--b]/v; (calculator)",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What the check says of a folder with a script for each of USES, and of scripts and a style for reading."""
    folder = tmp_path_factory.mktemp("site")
    for number, use in enumerate(USES):
        (folder / f"{number}.js").write_text(use, encoding="utf-8")
    reading = folder / "assets" / "liumai"
    reading.mkdir(parents=True)
    (reading / "csv.js").write_text('import "./shared-A.js"; list.at(-1);', encoding="utf-8")
    (reading / "shared-A.js").write_text("/(?<=a)b/.test(text); Object.hasOwn(a, b);", encoding="utf-8")
    (reading / "yaml-worker.js").write_text("list.at(-1); Object.hasOwn(a, b);", encoding="utf-8")
    style = "@media (width <= 9px) { a { color: red; } } a:user-valid { color: light-dark(#fff, #000); text-wrap: balance; }"
    (reading / "handbook.css").write_text(style, encoding="utf-8")
    return lacking(folder)


@pytest.mark.parametrize("use", USES)
def test_the_check_sees_what_is_lacking(found, use):
    assert f"{list(USES).index(use)}.js: {USES[use]}" in found


def test_reading_pages_and_what_they_import_are_held_to_the_older_browsers(found):
    assert "assets/liumai/csv.js: .at (reading)" in found
    assert "assets/liumai/shared-A.js: Object.hasOwn (reading)" in found
    assert "assets/liumai/shared-A.js: syntax: /(?<=a)b/.test(text); (reading)" in found
    assert not [line for line in found if "yaml-worker" in line]
    style = "assets/liumai/handbook.css"
    for name in ("syntax: @media (width <= 9px) {", ":user-valid", "light-dark()", "text-wrap"):
        assert f"{style}: {name} (reading)" in found


def test_readers_are_told_the_browsers_that_the_site_is_built_for(site):
    baselines = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["browserslist"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (site / "hosting" / "index.html", site / "en" / "hosting" / "index.html"):
        text = page.read_text(encoding="utf-8")
        for browser in (*baselines["reading"], *baselines["calculator"]):
            version = browser.split()[1]
            assert f">{version}<" in text or f" {version}" in text, f"{page}: {browser}"
            assert version in readme, f"README.md: {browser}"
