"""The patches of the theme's scripts: each fits the theme that is installed, and one that does not is named."""

import re
from importlib.metadata import version
from pathlib import Path

import material
import pytest

from hooks.theme_patches.script_patches import PATCHES, PatchError, misfits, patch_scripts

THEME = Path(material.__file__).parent / "templates"
NAMES = [patch.name for patch in PATCHES]


def files_of(root, pattern):
    return [path.read_text(encoding="utf-8") for path in root.glob(pattern)]


@pytest.fixture
def scripts(tmp_path):
    """The theme's scripts as a site has them before they are patched; a function replaces text in one."""
    for pattern in {patch.files for patch in PATCHES}:
        for path in THEME.glob(pattern):
            target = tmp_path / path.relative_to(THEME)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    fixes = Path(__file__).resolve().parents[2] / "hooks" / "theme"
    for path in fixes.rglob("search-*.js"):
        (tmp_path / path.relative_to(fixes)).write_bytes(path.read_bytes())
    return tmp_path


def replace(root, patch, new):
    """Another release of the theme: the patch's text is different."""
    path = next(root.glob(patch.files))
    path.write_text(path.read_text(encoding="utf-8").replace(patch.old, new), encoding="utf-8")


@pytest.mark.parametrize("patch", PATCHES, ids=NAMES)
def test_a_patch_tells_what_it_is_for(patch):
    assert patch.fault
    assert re.match(
        r"not reported as far as found on 20\d\d-\d\d-\d\d$|[\w-]+/[\w-]+/(issues|pull)/\d+", patch.reported
    )
    assert patch.version == version("mkdocs-material"), "look at the patch again: is its fault still there?"


def test_every_patch_fits_the_installed_theme():
    assert misfits(THEME) == []
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("language", ["", "en"])
def test_the_built_site_has_every_patch(site, language):
    for patch in PATCHES:
        (script,) = files_of(site / language, patch.files)
        assert script.count(patch.new) == 1, patch.name
        assert patch.old not in script.replace(patch.new, ""), patch.name
    (worker,) = files_of(site / language, "assets/javascripts/workers/*.js")
    assert worker.rstrip().endswith("(self.lunr);"), "our corrections of the search come last"
    assert worker.startswith("// Searches a query"), "our listener comes before the theme's"


def test_scripts_are_patched(scripts):
    patch_scripts(scripts)
    for patch in PATCHES:
        assert all(patch.new in script for script in files_of(scripts, patch.files))


def test_all_patches_that_do_not_fit_are_named_and_nothing_is_patched(scripts):
    replace(scripts, PATCHES[0], "")
    replace(scripts, PATCHES[-1], f"{PATCHES[-1].old};{PATCHES[-1].old}")
    before = files_of(scripts, "assets/**/*.js")
    assert misfits(scripts) == [PATCHES[0], PATCHES[-1]]
    with pytest.raises(PatchError) as error:
        patch_scripts(scripts)
    for patch in PATCHES:
        assert (f"- {patch.name}:" in str(error.value)) == (patch in (PATCHES[0], PATCHES[-1]))
    assert "requirements/project.lock" in str(error.value)
    assert files_of(scripts, "assets/**/*.js") == before


def test_a_script_that_is_missing_does_not_fit(scripts):
    next(scripts.glob(PATCHES[0].files)).unlink()
    assert PATCHES[0] in misfits(scripts)
