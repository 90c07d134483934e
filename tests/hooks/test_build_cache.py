"""The cache between the builds of one ``mkdocs serve``: after any change the site is the same as one built without it."""

import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from hooks.bundle import pyodide_bundle as bundle
from tests.support.preview_server import free_address, served, shown, with_clause
from tests.support.site_build import ROOT

BAKERY = ROOT / "tests" / "adopter"
CRITERION = Path("corner-bakery", "criteria", "fresh.yaml")
# The bakery has neither of its own: terms that its pages use, and a label that the theme prints on every page.
GLOSSARY = """
- id: bread
  term: {zh: 面包, en: bread}
  text: {zh: 烤出来的。, en: What is baked.}
- id: shop
  term: {zh: 店, en: shop}
  text: {zh: 卖面包的地方。, en: Where bread is sold.}
"""
LABELS = """
offline:
  whole: {zh: 全站已存好。, en: The whole site is kept.}
"""


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def scoring(rubrics: Path) -> None:
    """Another scoring: the published vectors change."""
    replaced(rubrics / "corner-bakery" / "criteria" / "clean.yaml", "award: by-default", "award: on-evidence")


def without(file: Path, entry: str) -> None:
    """Remove an entry from a list."""
    head, *entries = f"\n{file.read_text(encoding='utf-8')}".split("\n- id: ")
    rest = [one for one in entries if not one.startswith(f"{entry}\n")]
    assert len(rest) == len(entries) - 1
    file.write_text("\n- id: ".join([head, *rest]), encoding="utf-8")


def terms(rubrics: Path) -> None:
    """A term leaves the glossary: it is explained nowhere, and the search splits it as any other words."""
    without(rubrics / "glossary.yaml", "bread")


def labels(rubrics: Path) -> None:
    """Words of the interface, which the theme's templates print on every page."""
    replaced(rubrics / "interface.yaml", "The whole site is kept", "All of the site is kept")


def pages(rubrics: Path) -> None:
    """A page goes, and with it what leads there."""
    without(rubrics / "corner-bakery" / "examples.yaml", "golden-autumn")


CHANGES = (scoring, terms, labels, pages)


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def preview(folder: Path) -> Path:
    """The folder that the one preview with this folder for its temporary files serves."""
    (site,) = folder.glob("mkdocs_*")
    return site


@pytest.mark.proof
def test_a_site_that_was_built_again_is_as_one_built_anew(tmp_path):
    rubrics = shutil.copytree(BAKERY / "rubrics", tmp_path / "rubrics")
    (rubrics / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    (rubrics / "interface.yaml").write_text(LABELS, encoding="utf-8")
    original = (rubrics / CRITERION).read_text(encoding="utf-8")
    address = free_address()  # the same for both: it is in the pages
    places = [tmp_path / "again", tmp_path / "anew"]
    for place in places:
        place.mkdir()
    config = BAKERY / "mkdocs.yml"
    with served(rubrics, tmp_path / "log", address, config, TMPDIR=str(places[0])) as site:
        pages = [f"{site}{language}corner-bakery/fresh/" for language in ("", "en/")]
        shown(pages, "fresh-1-n1")
        assert 'title="What is baked."' in urlopen(pages[1]).read().decode()
        assert "The whole site is kept." in urlopen(pages[1]).read().decode()
        for change in CHANGES:
            change(rubrics)
            (rubrics / CRITERION).write_text(with_clause(original, change.__name__), encoding="utf-8")
            shown(pages, f">{change.__name__} ")
            (rubrics / CRITERION).write_text("id: [", encoding="utf-8")  # and a build that fails halfway
            shown(pages, "Build error")
        (rubrics / CRITERION).write_text(with_clause(original, change.__name__), encoding="utf-8")
        shown(pages, f">{change.__name__} ")
        again = contents(preview(places[0]))
    with served(rubrics, tmp_path / "log", address, config, TMPDIR=str(places[1])) as site:
        shown(pages, f">{CHANGES[-1].__name__} ")
        anew = contents(preview(places[1]))
    assert again.keys() == anew.keys()
    assert [path for path in anew if again[path] != anew[path]] == []


def test_python_is_packed_anew_where_the_projects_own_rubrics_have_changed(tmp_path, monkeypatch):
    packed = []
    monkeypatch.setattr(bundle, "BUNDLE", tmp_path)
    monkeypatch.setattr(bundle, "_build", packed.append)
    bundle.build_bundle(["one"], Path(__file__), own=True)
    bundle.build_bundle(["one"], Path(__file__), own=True)
    bundle.build_bundle(["another's"], Path(__file__), own=False)
    assert packed == [["one"]]
    bundle.build_bundle(["one, changed"], Path(__file__), own=True)
    assert packed == [["one"], ["one, changed"]]
