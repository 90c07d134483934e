"""A few readers' tasks in each engine that is installed; ``make browsers`` runs all of them."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 600  # seconds, on a busy machine; a minute on a free one
LEFT_OUT = 3  # the exit code of run.mjs where no engine could be tried


@pytest.mark.parametrize("engine", ["old-chromium", "firefox", "webkit"])
def test_a_reader_rates_searches_and_opens_a_file_from_the_service_worker(site, engine):
    runner = ROOT / "tests" / "browsers" / "run.mjs"
    command = ["tools/with-node", "node", str(runner), "--smoke", "--site", str(site), "--engines", engine]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST)
    if done.returncode == LEFT_OUT:
        pytest.skip(done.stdout.splitlines()[0])
    assert done.returncode == 0, done.stdout + done.stderr
