"""The tests of the pure floors once more, run by Pyodide under node with the wheel that the site carries."""

import re
import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_scoring_tests_pass_under_pyodide(site):
    script = ROOT / "tests" / "pyodide" / "run.mjs"
    done = subprocess.run(
        [ROOT / "tools" / "with-node", "node", script, site, sysconfig.get_path("purelib")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed[1]) > 450, done.stdout[-2000:]
