"""``mkdocs serve`` through a change, a mistake in the YAML and its correction, on a copy of the bakery's rubric."""

import shutil
import urllib.request

import pytest

from tests.support.preview_server import served, shown
from tests.support.site_build import ROOT

BAKERY = ROOT / "tests" / "adopter"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a running server, the file with a criterion, and the file with what the server prints."""
    folder = tmp_path_factory.mktemp("serve")
    rubrics = shutil.copytree(BAKERY / "rubrics", folder / "rubrics")
    log = folder / "log"
    with served(rubrics, log, config=BAKERY / "mkdocs.yml") as address:
        yield address, rubrics / "corner-bakery" / "criteria" / "fresh.yaml", log


def test_a_preview_keeps_nothing_for_offline_use_and_lets_its_own_script_run(server):
    address, _, _ = server
    shown([f"{address}en/corner-bakery/fresh/"], "bread is sold today")
    shown([f"{address}sw.js"], "registration.unregister()")
    page = urllib.request.urlopen(f"{address}corner-bakery/fresh/").read().decode()
    assert "livereload" in page
    assert "Content-Security-Policy" not in page
    assert "serviceWorker" not in page


def test_a_change_a_mistake_and_its_mending_show_in_both_languages(server):
    address, file, log = server
    page, english = f"{address}corner-bakery/fresh/", f"{address}en/corner-bakery/fresh/"
    shown([english], "bread is sold today")
    right = file.read_text(encoding="utf-8")

    changed = right.replace("is sold today.", "is sold by noon.").replace("今天卖完", "中午卖完")
    file.write_text(changed, encoding="utf-8")
    shown([english], "bread is sold by noon")
    shown([page], "中午卖完")

    file.write_text(changed.replace("award: by-default", "award: by-chance"), encoding="utf-8")
    line = changed[: changed.index("award: by-default")].count("\n") + 1
    told = f"fresh.yaml:{line}: levels[0].award: found by-chance"
    shown([page], told)
    shown([english], told)
    assert told in log.read_text(encoding="utf-8")

    file.write_text(right, encoding="utf-8")
    shown([page], "今天卖完")
    shown([english], "bread is sold today")
