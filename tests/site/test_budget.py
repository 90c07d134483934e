"""What each type of page asks of a reader's line in scripts and styles: ours, and with the theme's, as gzip."""

import gzip
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

# Kilobytes of JavaScript and CSS. A page that needs more has to say so here: pages with a calculator carry the check of what the
# browser lacks, and the ways by hand where it refuses a copy or a download.
BUDGET = {
    "": {"own js": 4, "own css": 21, "all": 86},
    "six-veins-2006/teamwork/": {"own js": 23, "own css": 21, "all": 100},
    "guide/scoring/": {"own js": 4, "own css": 21, "all": 86},
    "six-veins-2006/rules/": {"own js": 23, "own css": 21, "all": 100},
    "calculator/": {"own js": 30, "own css": 21, "all": 107},
}
IMPORT = re.compile(r"""(?:^|;)(?:import|export)\b[^;("']*["'](\.[^"']+)["']""", re.MULTILINE)


def files_of(page):
    """The scripts and stylesheets that a page loads at once, and what the scripts import before they run."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    addresses = [node.attributes["src"] for node in tree.css("script[src]")]
    addresses += [node.attributes["href"] for node in tree.css("link[rel=stylesheet]")]
    found, waiting = set(), [(page.parent / address).resolve() for address in addresses]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            if file.parent.name == "liumai" and file.suffix == ".js":
                imported = IMPORT.findall(file.read_text(encoding="utf-8"))
                waiting += [(file.parent / address).resolve() for address in imported]
    return found


def kilobytes(files):
    return sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("page", BUDGET)
def test_scripts_and_styles_keep_to_the_budget(site, page, language):
    files = files_of(site / language / page / "index.html")
    own = {file for file in files if file.parent.name == "liumai"}
    spent = {
        "own js": kilobytes(file for file in own if file.suffix == ".js"),
        "own css": kilobytes(file for file in own if file.suffix == ".css"),
        "all": kilobytes(files),
    }
    over = {name: round(size, 1) for name, size in spent.items() if size > BUDGET[page][name]}
    assert not over, f"{language}{page}: {over} kB of {BUDGET[page]}"


def test_the_budget_counts_what_scripts_import(site):
    files = files_of(site / "calculator" / "index.html")
    assert {"appraisal-calculator.js", "calculator-tools.js", "prefetch.js", "handbook.css"} <= {
        file.name for file in files
    }
    shared = {file for file in files if file.name.startswith("shared-")}
    assert any("no sign of life" in file.read_text(encoding="utf-8") for file in shared), "the engine"
    assert len([file for file in files if file.suffix == ".js"]) < 18, "a page has few scripts"
