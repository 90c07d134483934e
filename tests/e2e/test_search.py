"""The page's own search box finds the level, or the rule, that answers, first of all."""

import json

import pytest

FOUND = """() => {
    const first = document.querySelector(".md-search-result__item");
    const links = [...first?.querySelectorAll("a.md-search-result__link") ?? []].map((link) => link.href);
    return links.length && links.some((link) => link.includes("?h=")) ? links : null;
}"""
WANTED = {
    "": {
        "推诿": "six-veins-2006/customer-first/#level-3",
        "半分": "six-veins-2006/customer-first/#level-1",
        "客户投诉": "six-veins-2006/customer-first/#level-2",
        "抱怨": "six-veins-2006/embrace-change/#level-1",
        "团队合作 第 3 级": "six-veins-2006/teamwork/#level-3",
    },
    "en/": {
        "shift blame": "six-veins-2006/customer-first/#level-3",
        "shift the blame": "six-veins-2006/customer-first/#level-3",
        "passing the buck": "six-veins-2006/customer-first/#level-3",
        "customer complaint": "six-veins-2006/customer-first/#level-2",
        "customer blame": "six-veins-2006/customer-first/#level-3",
        "half point": "six-veins-2006/customer-first/#level-1",
        "complaint": "six-veins-2006/customer-first/#level-2",
        "gossip": "six-veins-2006/integrity/#level-3",
        "teamwork level 3": "six-veins-2006/teamwork/#level-3",
    },
}


@pytest.mark.parametrize("root", WANTED)
def test_the_level_that_answers_is_found_first(open_page, served, root):
    page = open_page(root)
    box = page.locator(".md-search__input")
    box.click()
    for words, wanted in WANTED[root].items():
        box.fill("")
        page.keyboard.press("Shift")
        page.wait_for_function("!document.querySelector('.md-search-result__item')")
        box.fill(words)
        page.keyboard.press("Shift")
        links = page.wait_for_function(FOUND).json_value()
        # The page itself heads what is found on it; its sections follow, best first.
        plain = [link.removeprefix(served.address + root).partition("?")[0] for link in links]
        anchors = [link.partition("#")[2] for link in links if "#" in link]
        assert f"{plain[0]}#{anchors[0]}" == wanted, words

    page.locator(".md-search-result__item").first.locator("a[href*='#']").first.dispatch_event("click")
    page.wait_for_url(f"**/{wanted.replace('#', '?h=*#')}")
    page.wait_for_selector("#level-3")


AROUND = {
    "": [
        "“推诿”",
        "《推诿》",
        "「推诿」",
        "（推诿）",
        "【推诿】",
        "：推诿：",
        "推\u200b诿",
        "‘推诿’，",
        "……推诿！",
    ],
    "en/": [
        "ｓｈｉｆｔ ｂｌａｍｅ",
        "“shift blame”",
        "（shift）《blame》",
        "shift：blame",
        "[shift] (blame)?",
        "SHIFT　ＢＬＡＭＥ",
    ],
}
PLAIN = {"": "推诿", "en/": "shift blame"}


@pytest.mark.parametrize("root", AROUND)
def test_widths_and_signs_round_a_word_do_not_hide_it(open_page, root):
    page = open_page(root)
    box = page.locator(".md-search__input")
    box.click()

    def found(words):
        box.fill("")
        page.wait_for_function("!document.querySelector('.md-search-result__item')")
        box.fill(words)
        return page.wait_for_function(FOUND).json_value()

    plain = found(PLAIN[root])
    for words in AROUND[root]:
        assert found(words) == plain, words


def test_text_that_comes_without_a_key_is_searched(open_page):
    page = open_page()
    box = page.locator(".md-search__input")
    box.click()
    enter = """(box, [text, type, isComposing]) => {
        box.value = text;
        box.dispatchEvent(type === "input" ? new InputEvent(type, { bubbles: true, isComposing }) : new CompositionEvent(type, { bubbles: true }));
    }"""
    box.evaluate(enter, ["tui'wei", "input", True])
    page.wait_for_timeout(300)
    assert page.locator(".md-search-result__item").count() == 0, "an input method's letters are no query yet"
    box.evaluate(enter, ["推诿", "input", True])
    box.evaluate(enter, ["推诿", "compositionend", False])
    page.wait_for_function(FOUND)
    box.evaluate(enter, ["", "input", False])
    page.wait_for_function("!document.querySelector('.md-search-result__item')")
    box.evaluate("box => { box.focus(); document.execCommand('insertText', false, '推诿'); }")
    page.wait_for_function(FOUND)


def test_the_words_that_were_looked_for_are_marked_in_the_page_found(open_page):
    page = open_page("en/six-veins-2006/customer-first/?h=blame")
    page.wait_for_selector("article mark")
    assert "blame" in page.locator("article mark").first.inner_text().lower()


# Two of these words have beginnings ("p", "q") that lunr, without our correction, takes for one and the same.
ALIKE = ["00", "c" * 315, "p1", "p2", "q1zz"]
ANSWERS = """async ({ words, query, separator = "\\s+" }) => {
    const { search } = JSON.parse(document.getElementById("__config").textContent);
    const worker = new Worker(new URL(search, location.href));
    const ask = (type, data) => new Promise((done) => {
        worker.onmessage = (event) => done(event.data.data);
        worker.postMessage({ type, data });
    });
    const docs = words.map((word) => ({ location: word, title: word, text: "" }));
    const config = { lang: ["en"], separator, pipeline: [], fields: { title: { boost: 1 }, text: { boost: 1 } } };
    await ask(0, { config, docs, options: {} });
    const answers = {};
    for (const word of query ?? words) answers[word] = (await ask(2, word)).items.flat().map((item) => item.location);
    worker.terminate();
    return answers;
}"""


def test_a_word_with_digits_is_found_among_others_like_it(open_page):
    page = open_page("en/")
    assert page.evaluate(ANSWERS, {"words": ALIKE}) == {word: [word] for word in ALIKE}


def test_a_stop_word_is_not_looked_for_as_the_beginning_of_others(open_page):
    page = open_page("en/")
    answers = page.evaluate(ANSWERS, {"words": ["then", "the blame", "blame", "the"]})
    assert "then" not in answers["the blame"]
    assert answers["the blame"] == answers["blame"]
    assert "then" in answers["the"], "where there is nothing else to look for, it is looked for"


QUOTED = [
    "(blame)", "“blame” now", "‘blame’", "say “blame”", "《blame》", "（blame）", "「blame」", "so：blame", "[blame]", '"blame"', "all…blame",
]  # fmt: skip


def test_a_word_in_quotation_marks_or_brackets_is_found(open_page, site):
    config = json.loads((site / "en" / "search" / "search_index.json").read_text(encoding="utf-8"))["config"]
    page = open_page("en/")
    request = {"words": [*QUOTED, "don’t"], "query": ["blame", "don’t"], "separator": config["separator"]}
    answers = page.evaluate(ANSWERS, request)
    assert set(answers["blame"]) == set(QUOTED)
    assert answers["don’t"] == ["don’t"]
