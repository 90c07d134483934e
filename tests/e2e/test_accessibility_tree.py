"""What the accessibility tree of Chromium says of each main task: roles, names and states, in both languages.

Snapshots are partial: they name what a reader must hear, in its order, and leave out the rest. Firefox's tree is looked at
by tests/browsers.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from liumai.analysis.year import year
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.calculator_page import SHEET, VECTOR, ready, result_of, tap
from tests.support.page_checks import search

START = 90_000  # milliseconds that Python may take to start and to score on a busy machine
TONGUES = pytest.mark.parametrize("tongue", ["zh", "en"])
QUARTER = "six-veins-2006:mmmuu.mmuuu.mmpuu.mmmuu.mmpuu.mmpuu"  # 15.5


def root(tongue):
    return "" if tongue == "zh" else "en/"


def quoted(text):
    """A text as a name in a snapshot."""
    return json.dumps(text, ensure_ascii=False)


def key(role, name, *states, colon=True):
    """A node of a snapshot that has children, as a YAML key: single quotes keep colons in names apart from YAML's own."""
    node = " ".join([role, quoted(name), *(f"[{state}]" for state in states)]).replace("'", "''")
    return f"- '{node}'" + (":" if colon else "")


def node(role, name, *states):
    """A node of a snapshot without children."""
    return key(role, name, *states, colon=False)


def tree(*lines):
    """A snapshot from lines, each of which begins with two spaces for each level below the first."""
    return "\n".join(lines)


class Words:
    """The words of a rubric, and the two languages of a phrase, in the language of the page."""

    def __init__(self, rubric, tongue):
        self.rubric, self.tongue = rubric, tongue

    def of(self, text):
        return getattr(text, self.tongue)

    def choose(self, zh, en):
        return zh if self.tongue == "zh" else en

    def rating(self, name):
        return self.of(self.rubric.words["rating"][name])

    def verdict(self, name):
        return self.of(self.rubric.words["verdict"][name])

    def level(self, criterion, number):
        clause = self.of(criterion.levels[number - 1].clause)
        return f"{self.choose(f'第 {number} 级', f'Level {number}')} {clause}"


@pytest.fixture
def words(rubric, tongue):
    return Words(rubric, tongue)


def rating_group(words, criterion, number, chosen):
    """The snapshot's lines of a level's ratings, of which one is chosen."""
    ratings = [
        node("radio", words.rating(name), *(["checked"] if name == chosen else ()))
        for name in ("met", "partial", "unmet", "unrated")
    ]
    return [key("group", words.level(criterion, number)), *(f"  {line}" for line in ratings)]


@TONGUES
def test_a_criterions_ratings_before_and_after_a_score_is_tapped(open_page, rubric, words, tongue):
    criterion = rubric.criteria[1]
    name = words.of(criterion.name)
    page = open_page(f"{root(tongue)}calculator/")
    ready(page)

    def shown(score, ratings):
        strip = words.choose(f"{name}：直接给一个分数", f"{name}: tap a score")
        buttons = [node("button", one, *(["pressed"] if one == score else ())) for one in ("2", "2.5", "3")]
        inside = [
            node("heading", name, "level=2"),
            node("button", f"{words.choose('逐级问我', 'Ask me level by level')} {name}"),
            f"- status: {quoted(score or '0')}",
            key("group", strip),
            *(f"  {line}" for line in buttons),
            *(
                line
                for number, one in enumerate(ratings, 1)
                for line in rating_group(words, criterion, number, one)
            ),
        ]
        return tree(key("region", name), *(f"  {line}" for line in inside))

    region = page.locator(SHEET)
    expect(region).to_match_aria_snapshot(shown(None, ["unrated"] * 5))
    tap(page, criterion.id, 2.5)
    expect(region).to_match_aria_snapshot(shown("2.5", ["met", "met", "partial", "unmet", "unmet"]))


@TONGUES
def test_a_result_has_its_total_its_band_and_what_has_to_be_done(open_page, rubric, words, tongue):
    page = open_page(f"{root(tongue)}calculator/#a={VECTOR}")
    result = result_of(page)
    (band,) = (words.of(one.name) for one in rubric.bands if one.id in result["band"]["candidates"])
    actions = {finding.code: words.of(finding.action) for finding in rubric.findings}
    teamwork, change = (words.of(one.name) for one in rubric.criteria[1:3])
    still = words.choose("（还没有写）", "(still to do)")
    expect(page.locator(SHEET)).to_match_aria_snapshot(
        tree(
            key("region", words.choose("结果", "Result")),
            f"  {node('heading', words.choose('结果', 'Result'), 'level=2')}",
            f"  - text: {quoted(words.choose(f'总分 16，满分 30。{band}', f'Total 16 of 30. {band}'))}",
            "  - paragraph:",
            f"    - text: {words.choose('总分', 'Total')}",
            '    - strong: "16"',
            "    - text: / 30",
            "  - list:",
            f"    - listitem: /{re.escape(band)}/",
            f"  {node('heading', words.choose('待办事项', 'To do'), 'level=3')}",
            f"  {node('heading', words.choose('主管', 'Manager'), 'level=4')}",
            "  - list:",
            "    - listitem:",
            f"      - text: {quoted(actions['written-cases'])}",
            f"      {node('button', f'{teamwork} {still}')}",
            "    - listitem:",
            f"      - text: {quoted(actions['explain-deduction'])}",
            f"      {node('checkbox', change)}",
        )
    )


@TONGUES
def test_the_guided_dialog_asks_its_first_question(open_page, rubric, words, tongue):
    criterion = rubric.criteria[0]
    page = open_page(f"{root(tongue)}calculator/")
    ready(page)
    page.locator(f"{SHEET} [data-criterion={criterion.id}] [data-act=guide]").click()
    name = words.of(criterion.name)
    answers = words.choose(["没有发生过", "有", "拿不准"], ["No, nothing", "Yes", "I am not sure"])
    expect(page.locator("dialog.guided")).to_match_aria_snapshot(
        tree(
            key("dialog", name),
            f"  - paragraph: {quoted(words.choose('第 1 级，共 5 级', 'Level 1 of 5'))}",
            f"  {node('heading', name, 'level=2')}",
            f"  - paragraph: {quoted(words.of(criterion.levels[0].clause))}",
            f"  - paragraph: {words.choose('/违背这一级/', '/goes against this level/')}",
            *(f"  {node('button', answer)}" for answer in answers),
            f"  {node('button', words.choose('回到表格', 'Back to the form'))}",
        )
    )


@TONGUES
def test_what_a_search_finds_is_a_list_of_links(open_page, rubric, words, tongue):
    page = open_page(root(tongue))
    search(page, words.choose("推诿", "shift blame"))
    criterion = rubric.criteria[0]
    expect(page.locator(".md-search")).to_match_aria_snapshot(
        tree(
            "- search:",
            f"  - textbox {quoted(words.choose('搜索', 'Search'))}: {words.choose('推诿', 'shift blame')}",
            f"  - text: {words.choose('/10 个符合条件的结果/', '/31 matching documents/')}",
            "  - list:",
            "    - listitem:",
            f"      {key('link', words.of(criterion.name))}",
            "        - article:",
            f"          {node('heading', words.of(criterion.name), 'level=1')}",
            f"      {key('link', words.level(criterion, 3))}",
            "        - /url: /#level-3$/",
            "        - article:",
            f"          {node('heading', words.level(criterion, 3), 'level=2')}",
        )
    )


@TONGUES
def test_a_teams_table_is_sorted_by_buttons_and_says_in_which_order(open_page, words, tongue):
    page = open_page(f"{root(tongue)}team/")
    page.locator("[data-act=example]").click()
    page.wait_for_selector("team-view[data-read=true]", timeout=START)
    names = words.choose(
        ["姓名", "主管", "时段", "总分", "分档"], ["Name", "Manager", "Period", "Total", "Band"]
    )
    headings = [line for name in names for line in (key("columnheader", name), f"  {node('button', name)}")]
    table = page.get_by_role("table", name=words.choose("评估", "Appraisals"))
    expect(table).to_match_aria_snapshot(
        tree("- table:", "  - rowgroup:", "    - row:", *(f"      {line}" for line in headings))
    )
    total = table.get_by_role("columnheader", name=names[3])
    assert total.get_attribute("aria-sort") is None
    for order in ("ascending", "descending"):
        total.get_by_role("button").click()
        expect(total).to_have_attribute("aria-sort", order)
    expect(table.locator("thead [aria-sort]")).to_have_count(1)


@TONGUES
def test_a_judged_case_is_heard_with_its_answer(open_page, words, tongue):
    page = open_page(f"{root(tongue)}trainers/quiz/?criteria=commitment&difficulty=easy")
    asked = page.evaluate("document.querySelector('case-quiz').question")
    verdict = "non-compliant" if asked["verdict"] == "compliant" else "compliant"
    page.locator(f"button[data-verdict={verdict}]").click()
    if not asked["claimed"]:
        page.locator(f"button[data-level='{asked['answer']}']").click()
    outcome = page.locator("case-quiz [data-part=outcome]")
    expect(outcome).to_be_focused()  # this is how the answer is read out
    case = next(one for level in words.rubric.level.values() for one in level.cases if one.id == asked["id"])
    pressed = f"{['compliant', 'non-compliant'].index(verdict) + 1} {words.verdict(verdict)} ✗"
    right = words.verdict(asked["verdict"])
    expect(page.locator("case-quiz")).to_match_aria_snapshot(
        tree(
            key("region", words.choose("案例", "The case")),
            "  - group:",
            f"    {node('button', pressed, 'disabled', 'pressed')}",
            f"  - paragraph: {words.choose('✗ 这次没对', '✗ Not this time')}",
            "  - paragraph:",
            f"    - text: /{re.escape(right)}/",
            "    - link",
            "  - paragraph:",
            f"    - text: {quoted(words.of(case.why))}",
            "  - paragraph:",
            f"    {node('button', words.choose('下一个案例', 'Next case'))}",
        )
    )


@TONGUES
def test_a_years_result_is_a_status_with_terms(open_page, rubrics, rubric, words, tongue):
    page = open_page(f"{root(tongue)}year/#" + "&".join(f"q{n}={QUARTER}" for n in range(1, 5)))
    page.wait_for_selector("[data-part=outcome]:not([hidden])", timeout=START)
    (candidate,) = year(rubric, [score(rubric, from_vector(QUARTER, rubrics))] * 4).candidates
    (band,) = (words.of(one.name) for one in rubric.bands if one.id == candidate)
    facts = [
        (words.choose("年度均分", "Mean of the year"), '"15.5"'),
        (words.choose("趋势", "Trend"), words.choose("平稳", "steady")),
        (words.choose("建议分档", "Proposed band"), quoted(band)),
    ]
    lines = [
        line for term, fact in facts for line in (f"- term: {term}", "- definition:", f"  - strong: {fact}")
    ]
    expect(page.locator("[data-part=outcome]")).to_match_aria_snapshot(
        tree("- status:", *(f"  {line}" for line in lines))
    )


@TONGUES
def test_the_results_table_names_each_rating(open_page, rubric, words, tongue):
    page = open_page(f"{root(tongue)}calculator/#a={VECTOR}")
    result_of(page)
    page.locator(f"{SHEET} .result__table summary").click()
    name = words.of(rubric.criteria[0].name)
    ratings = [words.rating(one) for one in ("met", "met", "partial", "unmet", "unmet")]
    expect(page.locator(f"{SHEET} [data-row={rubric.criteria[0].id}]")).to_match_aria_snapshot(
        tree(
            "- row:",
            f"  {node('rowheader', name)}",
            f"  {key('cell', ' '.join(ratings))}",
            *(f"    {node('img', rating)}" for rating in ratings),
            f"  {node('cell', '2.5 / 5')}",
        )
    )
