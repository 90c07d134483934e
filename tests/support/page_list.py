"""The pages that the browser tests visit: at least one of each type."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PAGES = [
    "",
    "six-veins-2006/",
    "six-veins-2006/teamwork/",
    "nine-swords/service-and-respect/",
    "six-veins-2006/rules/",
    "nine-swords/rules/",
    "six-veins-2006/examples/",
    "six-veins-2006/examples/steady-quarter/",
    "matrix/",
    "cases/?verdict=inapplicable",
    "compare/?left=six-veins-2006/teamwork-1&right=six-veins-revised/passion-2",
    "changes/",
    "changes/nine-swords--six-veins-2006/",
    "findings/",
    "trainers/guide/",
    "trainers/plan-60/",
    "trainers/disputes/",
    "trainers/materials/",
    "trainers/deck/?criteria=passion&minutes=20&seed=7",
    "handouts/rules/",
    "handouts/form/",
    "gaps/",
    "guide/glossary/",
    "tags/",
    "calculator/",
    "calculator/#a=six-veins-2006:mumpu.mmmmm.uuuuu.puuuu.mm---.mpmmm",
    "404.html",
]
PAGES += sorted(
    f"{path.parent.name}/{path.stem}/" for path in (ROOT / "docs" / "zh" / "guide").glob("*.md")
)  # written by hand, each with pictures of its own
PAGES += ["adopt/", "hosting/", "larger/", "trainers/quiz/", "trainers/calibration/"]

# Every page once, Chinese and English by turns: both have the same templates and scripts.
ONE_LANGUAGE_EACH = [
    ("", "en/")[number % 2] + path for number, path in enumerate(path for path in PAGES if path != "404.html")
]

# Half of the combinations of language, width and colour scheme such that every pair of values occurs; each page is
# seen in two that share no value.
LOOKS = [
    [("", 390, "light"), ("en/", 1280, "dark")],
    [("", 1280, "dark"), ("en/", 390, "light")],
    [("", 390, "dark"), ("en/", 1280, "light")],
    [("", 1280, "light"), ("en/", 390, "dark")],
]
VISITS = [
    (path, *look)
    for number, path in enumerate(PAGES)
    for look in LOOKS[number % len(LOOKS)]
    if (path, look[0]) != ("404.html", "en/")  # one for both languages
]
