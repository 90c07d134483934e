"""The calculator's ways in and out: links, text, files. What comes out scores the same on the command line."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from liumai.core.errors import RefusedError, dotted
from liumai.formats.yaml_file import parse
from tests.support.calculator_page import (
    SHEET,
    START,
    VECTOR,
    addressed,
    appraisal_of,
    rate,
    result_of,
    tool,
    tools_part,
)
from tests.support.yaml_slips import EXPECTED, faults_of, file_of

ROOT = Path(__file__).resolve().parents[2]
ODD = "行一 one: #x\n- 行二 \"q\" 'a'\t\\n\n~null: 012\u2028\u0085\ufeff\x07 <img src=x onerror=alert(1)> 😀"
WHOLE = {
    "rubric": "six-veins-2006",
    "evidence": "recorded",
    "subject": "012",
    "period": "nULL",
    "criteria": {
        "customer-first": {
            "ratings": ["met", "met", "partial", "unmet", "unrated"],
            "cases": [
                {"level": 2, "verdict": "non-compliant", "text": ODD},
                {"level": 3, "verdict": "compliant", "text": "第一行\n第二行"},
            ],
            "justification": "  =1+1\n",
        },
        "teamwork": {"score": 2.5},
    },
}


def score_file(path):
    command = [Path(sys.executable).with_name("liumai"), "score", str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(done.stdout)


def open_text(page, text, name="appraisal.yaml"):
    """Open a file by choosing it."""
    content = text if isinstance(text, bytes) else text.encode()
    tools_part(page, "file").set_input_files({"name": name, "mimeType": "", "buffer": content})


def paste(page, text):
    tool(page, "open").click()
    page.locator("#tools-pasted").fill(text)
    page.locator("calculator-tools [data-part=paste] button").click()


def faults(page):
    expect(tools_part(page, "refused")).to_be_visible()
    return tools_part(page, "fault-list").locator("li").all_inner_texts()


def test_a_downloaded_file_scores_the_same_on_the_command_line_and_opens_again(open_page, tmp_path):
    page = open_page("en/calculator/")
    result_of(page)
    open_text(page, json.dumps(WHOLE, ensure_ascii=False), "whole.json")
    expect(tools_part(page, "tools-said")).to_contain_text("whole.json")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3")
    before = appraisal_of(page)
    assert before["criteria"]["customer-first"] == WHOLE["criteria"]["customer-first"]
    assert (before["subject"], before["period"]) == ("012", "nULL")
    for kind in ("yaml", "json"):
        with page.expect_download() as downloading:
            tool(page, kind).click()
        name = downloading.value.suggested_filename
        assert name == f"six-veins-2006-012-nULL.{kind}"
        downloading.value.save_as(tmp_path / name)
        result = score_file(tmp_path / name)
        shown_result = page.evaluate("document.querySelector('appraisal-calculator').result")
        assert result == shown_result and "case-contradicts" in result["criteria"][0]["findings"]
        written = (tmp_path / name).read_bytes()
        assert parse(name, written).data == before
        open_text(page, "rubric: six-veins-2006\ncriteria: {}\n")
        expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("0")
        open_text(page, written, name)
        expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3")
        assert appraisal_of(page) == before
    text = (tmp_path / "six-veins-2006-012-nULL.yaml").read_text()
    assert "ratings: [met, met, partial, unmet, unrated]" in text
    assert 'subject: "012"' in text and "text: |-\n" in text


FAULTY = {
    "every fault": """rubric: six-veins-2006
criteria:
  teamwork: {ratings: [met, done, met], score: 1}
  passion:
    score: 2.7
  loyalty: {score: 1}
""",
    "twice": "rubric: six-veins-2006\ncriteria:\n  teamwork: {score: 1}\n  teamwork: {score: 2}\n",
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "tag": "rubric: !!python/object:os.system x\ncriteria: {}\n",
    "prototype keys": '{"rubric": "six-veins-2006", "criteria": {"__proto__": {"score": 1}}, "__proto__": {"x": 1}, "constructor": 1}',
    "two documents": "rubric: six-veins-2006\n---\nrubric: six-veins-2006\n",
    "empty": "# nothing\n",
    "scalars": "rubric: six-veins-2006\nsubject: 12\nperiod: on\ncriteria: {teamwork: {score: 1e0}, passion: {score: 012}, integrity: {score: }}\n",
}


def test_every_fault_of_a_file_is_told_as_the_command_line_tells_it(open_page, rubrics):
    from liumai.core.appraisal_file import read_appraisal

    page = open_page("en/calculator/")
    result_of(page)
    for text in FAULTY.values():
        with pytest.raises(RefusedError) as refused:
            document = parse("a.yaml", text.encode())
            try:
                read_appraisal(document.data, rubrics)
            except RefusedError as error:
                for fault in error.faults:
                    object.__setattr__(fault, "line", fault.line or document.line(fault.path))
                raise
        open_text(page, text)
        expect(tools_part(page, "what")).to_have_text("appraisal.yaml")
        told = faults(page)
        assert len(told) == len(refused.value.faults)
        for line, fault in zip(told, refused.value.faults, strict=True):
            assert line.endswith(fault.problem.en)
            place = f"line {fault.line}{' · ' if fault.path else ': '}" if fault.line else dotted(fault.path)
            assert line.startswith(place), (line, place)
        page.locator("calculator-tools dialog[open] [data-tool=close]").click()
    assert page.evaluate("({}).x") is None
    assert page.locator(f"{SHEET} [data-part=total]").inner_text() == "0"


HOSTILE = {
    "nesting": ("[" * 60_000, "嵌套太深"),
    "nested blocks": ("\n".join(" " * i + "a:" for i in range(1_200)), "嵌套太深"),
    "nested JSON": ('{"a":' * 60_000, "嵌套太深"),
    "too large": ("a: " + "x" * (1 << 20), "1 MiB"),
    "not text": (b"\xff\xfe\x00a", "UTF-8"),
    "syntax": ("rubric: [six-veins-2006\ncriteria: }", "第 2 行"),
}


def test_a_hostile_file_is_refused_and_the_page_works_on(open_page):
    page = open_page("calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    for name, (content, told) in HOSTILE.items():
        open_text(page, content, "a.json" if name == "nested JSON" else "a.yaml")
        expect(tools_part(page, "fault-list")).to_contain_text(told, timeout=START)
        page.locator("calculator-tools dialog[open] [data-tool=close]").click()
    rate(page, "teamwork", 2, "met")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("2")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_slip_in_yaml_is_reported_with_its_line_in_the_pages_language(open_page, rubrics, language):
    page = open_page("calculator/" if language == "zh" else "en/calculator/")
    result_of(page)
    for name in ("full-width-colon-later", "unclosed-quote-before-another"):
        open_text(page, file_of(name).read_bytes(), f"{name}.yaml")
        (told,), (fault,) = faults(page), faults_of(name, rubrics)
        line = EXPECTED[name]["line"]
        place = f"第 {line} 行：" if language == "zh" else f"line {line}: "
        assert told == f"{place}{getattr(fault.problem, language)}"
        page.locator("calculator-tools dialog[open] [data-tool=close]").click()
    open_text(page, "rubric: 六脉".encode("gbk"))
    assert "GBK" in faults(page)[0] and "UTF-8" in faults(page)[0]


def test_what_is_pasted_fills_the_form(open_page):
    page = open_page("calculator/", width=390, height=800)
    result_of(page)
    tool(page, "more").click()
    paste(page, f"看看这个：https://example.test/calculator/#a={VECTOR.replace(':', '%3A')}。")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("16")
    addressed(page, VECTOR)
    paste(page, f"liumai score --vector {VECTOR.replace('mmpuu', 'mmmmm')}")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("18.5")
    paste(page, "rubric: nine-swords\nsubject: 张三\ncriteria:\n  quality: {score: 5}\n")
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("5")
    assert appraisal_of(page)["subject"] == "张三"
    paste(page, "six-veins-2006:mmpux.mmmm.uumuu.mm!mu.pmmmm.mmmmu")
    told = faults(page)
    assert len(told) == 3 and "customer-first" in told[0] and "teamwork" in told[1] and "integrity" in told[2]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


MANGLED = {
    name: link
    for link in json.loads((ROOT / "tests" / "fixtures" / "links.json").read_text(encoding="utf-8"))["links"]
    if (name := link["name"])
    in (
        "Chinese full stop round a link", "Markdown link whose text is the vector", "HTML", "encoded twice", "capital vector",
        "WeChat appended after hashes", "full-width", "zero-width spaces", "line breaks at groups", "quoted by a mail program",
    )
}  # fmt: skip


def test_links_as_chat_programs_leave_them_are_opened(open_page):
    assert len(MANGLED) == 10
    page = open_page("calculator/")
    result_of(page)
    for name, link in MANGLED.items():
        paste(page, f"six-veins-2006:{'.'.join(['mmmmm'] * 6)}")
        expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("30")
        paste(page, link["text"])
        expect(page.locator(f"{SHEET} [data-part=total]"), name).not_to_have_text("30")
        assert (
            page.evaluate("document.querySelector('appraisal-calculator').result.vector") == link["vector"]
        ), name
        addressed(page, link["vector"])


def test_an_address_as_chat_programs_leave_it_is_opened(open_page, served):
    page = open_page()
    for end in (
        "）。",
        "&from=singlemessage&isappinstalled=0",
        "?from=timeline",
        "%EF%BC%8C看看",
        "**",
        "&amp;x=1",
    ):
        for start in ("#a=", "#a%3D", "#A="):
            page.goto("about:blank")
            page.goto(f"{served.address}calculator/{start}{VECTOR.upper()}{end}")
            expect(page.locator(f"{SHEET} [data-part=total]"), start + end).to_have_text("16", timeout=START)


def test_a_link_that_does_not_parse_leaves_the_form_and_its_result(open_page):
    page = open_page("en/calculator/")
    result_of(page)
    rate(page, "teamwork", 1, "met")
    before = appraisal_of(page)
    wrong = VECTOR.replace("mmpuu", "mmpxu")
    page.evaluate("fragment => { location.hash = fragment }", f"a={wrong}）。")
    told = page.locator("appraisal-calculator > [data-part=faults] li")
    expect(told).to_contain_text("found x")
    expect(told).to_contain_text("customer-first")
    assert appraisal_of(page) == before and result_of(page)["total"] == 1
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("1")
    paste(page, f"look: {wrong}!")
    assert "found x" in faults(page)[0]
    assert appraisal_of(page) == before and result_of(page)["total"] == 1


def test_a_file_dropped_on_the_page_is_opened(open_page):
    page = open_page("calculator/")
    result_of(page)
    drop = """([names, text]) => {
      const transfer = new DataTransfer();
      for (const name of names) transfer.items.add(new File([text], name));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    }"""
    page.evaluate(drop, [["a.yaml"], "rubric: six-veins-2006\ncriteria: {teamwork: {score: 3.5}}\n"])
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3.5")
    page.evaluate(drop, [["a.yaml", "b.yaml"], ""])
    assert "一次只能打开一个文件" in faults(page)[0]


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_a_copied_link_knows_its_rules(open_page):
    page = open_page(f"calculator/#a={VECTOR}", permissions=["clipboard-read", "clipboard-write"])
    result_of(page)
    expect(page.locator("#tools-only-ratings")).to_be_visible()
    tool(page, "link").click()
    expect(tools_part(page, "tools-said")).to_have_text("链接已复制。")
    link = clipboard(page)
    address, made = link.split("&r=")
    rules, result = made.split("-")
    assert address == page.url
    for changed, told in (
        (made, None),
        (f"00000000-{result}", "same"),
        (f"00000000-{'0' * 8}", "different"),
        (f"{rules}-{'0' * 8}", None),
    ):
        page.goto(page.url.split("#")[0] + "?again")
        page.goto(f"{address.split('#')[0]}#a={VECTOR}&r={changed}")
        result_of(page)
        expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("16")
        page.wait_for_url(lambda url: url.endswith(f"#a={VECTOR}"))
        expect(tools_part(page, "old-link")).to_be_visible(visible=told is not None)
        if told:
            expect(tools_part(page, told)).to_be_visible()
    page.goto(f"{address}&r=nonsense")
    expect(page.locator("appraisal-calculator > [data-part=faults]")).to_be_visible()


def test_a_link_without_the_cases_that_count_says_so_and_text_has_them(open_page):
    page = open_page("en/calculator/", permissions=["clipboard-read", "clipboard-write"])
    result_of(page)
    open_text(page, json.dumps(WHOLE))
    expect(page.locator(f"{SHEET} [data-part=total]")).to_have_text("3")
    tool(page, "link").click()
    expect(tools_part(page, "tools-said")).to_contain_text("a total of 5 instead of 3")
    assert "nULL" not in clipboard(page)
    tool(page, "text").click()
    expect(tools_part(page, "tools-said")).to_contain_text("Text copied")
    text = clipboard(page)
    assert "Total: 3 / 30" in text and "nULL" in text and "/calculator/#a=six-veins-2006:" in text


def test_where_copying_is_not_allowed_the_text_is_tools_part(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    result_of(page)
    page.evaluate("delete Navigator.prototype.clipboard")
    tool(page, "link").click()
    expect(tools_part(page, "by-hand")).to_have_value(
        re.compile(re.escape(page.url) + "&r=[0-9a-f]{8}-[0-9a-f]{8}$")
    )
