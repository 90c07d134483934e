"""The HTML of every type of page, in both languages, as html-validate reads it."""

import json
import subprocess
from pathlib import Path

from tests.support.built_pages import whole

ROOT = Path(__file__).resolve().parents[2]
TYPES = """
    . six-veins-2006 six-veins-2006/teamwork six-veins-2006/rules six-veins-2006/examples
    six-veins-2006/examples/steady-quarter nine-swords/quality matrix cases compare changes
    changes/nine-swords--six-veins-2006 findings gaps guide/glossary guide/start-here guide/scoring guide/year
    guide/questions calculator carry readings adopt hosting
""".split()


def test_pages_are_valid_html(site, tmp_path):
    pages = [site / language / path / "index.html" for path in TYPES for language in (".", "en")]
    for place, page in enumerate(pages):
        if page.parent.name == "calculator":  # its sheets, which travel by themselves, are looked at in their place
            pages[place] = tmp_path / f"calculator-{place}.html"
            pages[place].write_text(whole(page), encoding="utf-8")
    report = tmp_path / "report.json"
    done = subprocess.run(
        [ROOT / "tools" / "with-node", "node", ROOT / "node_modules/html-validate/bin/html-validate.mjs"]
        + ["--config", Path(__file__).with_name("htmlvalidate.mjs"), "--formatter", f"json={report}"]
        + [*pages, site / "404.html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.is_file(), done.stderr
    faults = [
        f"{file['filePath']}:{told['line']}: {told['ruleId']}: {told['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for told in file["messages"]
    ]
    assert faults == []
