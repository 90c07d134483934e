"""``mkdocs serve`` through a change, a mistake in the YAML and its mending, on a copy of the bakery's rubric."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from building import MKDOCS

ROOT = Path(__file__).resolve().parents[2]
BAKERY = ROOT / "tests" / "adopter"
PATIENCE = 120  # seconds; how fast it is, make bench tells


@pytest.fixture
def server(tmp_path):
    """The address of a running server, the file with a criterion, and what the server tells the terminal."""
    rubrics = shutil.copytree(BAKERY / "rubrics", tmp_path / "rubrics")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path / "log"
    with log.open("w") as written:
        command = [MKDOCS, "serve", "--config-file", BAKERY / "mkdocs.yml", "--dev-addr", address]
        running = subprocess.Popen(
            command,
            env=os.environ | {"LIUMAI_RUBRICS": str(rubrics), "NO_MKDOCS_2_WARNING": "1"},
            cwd=ROOT,
            stdout=written,
            stderr=written,
        )
        try:
            yield f"http://{address}/", rubrics / "corner-bakery" / "criteria" / "fresh.yaml", log
            assert running.poll() is None, log.read_text()
        finally:
            running.terminate()
            running.wait()


def shows(address, words):
    """Wait until a page shows these words."""
    end, text = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        try:
            text = urllib.request.urlopen(address, timeout=PATIENCE).read().decode()
        except (urllib.error.URLError, ConnectionError) as error:
            text = str(error)
        if words in text:
            return
        time.sleep(0.2)
    pytest.fail(f"{address} never showed {words!r}; it showed {text[:500]}")


def test_a_preview_keeps_nothing_for_offline_use_and_lets_its_own_script_run(server):
    address, _, _ = server
    shows(f"{address}en/corner-bakery/fresh/", "bread is sold today")
    shows(f"{address}sw.js", "registration.unregister()")
    page = urllib.request.urlopen(f"{address}corner-bakery/fresh/").read().decode()
    assert "livereload" in page
    assert "Content-Security-Policy" not in page
    assert "liumai-worker" not in page


def test_a_change_a_mistake_and_its_mending_show_in_both_languages(server):
    address, file, log = server
    page, english = f"{address}corner-bakery/fresh/", f"{address}en/corner-bakery/fresh/"
    shows(english, "bread is sold today")
    right = file.read_text(encoding="utf-8")

    changed = right.replace("is sold today.", "is sold by noon.").replace("今天卖完", "中午卖完")
    file.write_text(changed, encoding="utf-8")
    shows(english, "bread is sold by noon")
    shows(page, "中午卖完")

    file.write_text(changed.replace("award: by-default", "award: by-chance"), encoding="utf-8")
    line = changed[: changed.index("award: by-default")].count("\n") + 1
    told = f"fresh.yaml:{line}: levels[0].award: found by-chance"
    shows(page, told)
    shows(english, told)
    assert told in log.read_text(encoding="utf-8")

    file.write_text(right, encoding="utf-8")
    shows(page, "今天卖完")
    shows(english, "bread is sold today")
