"""The handbook of somebody who has filled in every figure that the source lost, and one whose page has a mistake."""

import os
import re
import shutil
import subprocess
from urllib.parse import urljoin, urlparse

import pytest
from bs4 import BeautifulSoup

from tests.support.site_build import MKDOCS, ROOT, build

pytestmark = pytest.mark.proof  # builds a site of its own

FIGURES = (
    ("grade", "top-grade-lost", "4.25"),
    ("grade", "bottom-grade-lost", "2.5"),
    ("from", "dividing-total-lost", "9"),
)
REPOSITORY = "https://git.example/our/handbook"
# What is said of a doubt, or of a lost figure of the bands, while there is one.
DOUBTS = re.compile(
    "may fall into any|band is uncertain and|Band uncertain|why there is no band|no certain band|无法断定，|可能属于以下任何|分档无法断定|定不了档|分档定不下来"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    rubrics = shutil.copytree(ROOT / "rubric_data", folder / "rubrics")
    path = rubrics / "six-veins-2006" / "rubric.yaml"
    text = path.read_text("utf-8")
    for key, reason, figure in FIGURES:
        lost = f"    {key}: null\n    {key}_basis: {{status: illegible, reason: {reason}}}\n"
        assert lost in text
        who = "{zh: 董事会, en: the board}"
        text = text.replace(
            lost, f"    {key}: {figure}\n    {key}_basis: {{status: authored, settled_by: {who}}}\n"
        )
    path.write_text(text, "utf-8")
    for name, language in (("mkdocs.yml", "zh"), ("mkdocs.en.yml", "en")):
        (folder / name).write_text(
            f"INHERIT: {ROOT}/{name}\nsite_name: ours\ndocs_dir: {ROOT}/docs/{language}\nsite_dir: site\nwatch: []\n"
            f"hooks: [{ROOT}/hooks/site_hooks.py]\ntheme: {{custom_dir: {ROOT}/hooks/theme}}\n"
            f"repo_url: {REPOSITORY}\nedit_uri: edit/main/docs/{language}/\n",
            "utf-8",
        )
    build(folder / "site", "--config-file", str(folder / "mkdocs.yml"), LIUMAI_RUBRICS=str(rubrics))
    return folder / "site"


def article(path):
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser").select_one("article, main")
    for hidden in page.select("template, appraisal-calculator, .calculator"):
        hidden.decompose()
    return page.get_text(" ", strip=True)


def test_no_page_speaks_of_a_doubt_that_there_is_no_longer(site):
    pages = [path for path in site.rglob("index.html") if "nine-swords" not in path.parts]
    assert len(pages) > 100
    told = {str(path.relative_to(site)): DOUBTS.findall(article(path)) for path in pages}
    assert {page: found for page, found in told.items() if found} == {}


@pytest.mark.parametrize(
    ("language", "lesson", "who"),
    [("", "公司已经定下", "董事会"), ("en", "the company has drawn it", "the board")],
)
def test_the_example_teaches_what_is_so_and_the_gaps_name_who_settled_it(site, language, lesson, who):
    folder = site / language
    assert lesson in article(folder / "six-veins-2006/examples/under-twelve/index.html")
    assert article(folder / "gaps/index.html").count(who) == len(FIGURES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_leads_to_the_file_it_is_made_from(site, language):
    folder = site / ("" if language == "zh" else "en")
    files = {
        "six-veins-2006/teamwork": "rubric_data/six-veins-2006/criteria/teamwork.yaml",
        "guide/scoring": f"docs/{language}/guide/scoring.md",
    }
    for page, file in files.items():
        text = (folder / page / "index.html").read_text("utf-8")
        buttons = BeautifulSoup(text, "html.parser").select("a.md-content__button")
        links = [urljoin(REPOSITORY, urlparse(button["href"]).path) for button in buttons]
        wanted = [f"/edit/main/{file}", f"/raw/main/{file}"]
        assert [link.removeprefix(REPOSITORY) for link in links] == wanted


def test_a_mistake_in_a_page_stops_the_build_with_its_place_and_no_traceback(tmp_path):
    docs = shutil.copytree(ROOT / "docs" / "zh", tmp_path / "docs")
    page = docs / "guide" / "year.md"
    page.write_text("---\nhide: [toc]\n---\n\n# 年度\n\n{{ name() }}\n", "utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\nsite_name: test\ndocs_dir: {docs}\nsite_dir: site\nwatch: [docs]\n"
        f"hooks: [{ROOT}/hooks/site_hooks.py]\ntheme: {{custom_dir: {ROOT}/hooks/theme}}\n"
        f"extra: {{rubrics: {ROOT}/rubric_data}}\n",
        "utf-8",
    )
    done = subprocess.run(
        [MKDOCS, "build", "--strict", "--quiet", "--config-file", config],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0 and "Traceback" not in done.stderr
    assert re.search(r"docs/guide/year\.md:7: TypeError: .*'criterion'", done.stderr)
