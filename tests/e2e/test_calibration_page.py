"""A calibration round in the page: pasted links, the spread and the agreement as the core says, the expert only when asked."""

import json

import pytest
from playwright.sync_api import expect

from liumai import browser as core
from liumai.core.appraisal_file import appraisal_data
from liumai.core.record_codec import to_data
from liumai.rubric_files.loader import rubric_folder
from liumai.rubric_files.worked_examples import load_examples
from tests.support.page_checks import accessible

START = 60_000
EXAMPLE = "cases-on-both-sides"
ROOM = [
    "six-veins-2006:mmmuu.mmmuu.mmuuu.mmmuu.mmpuu.mmmpu",
    "six-veins-2006:mmmuu.mmmuu.mmuuu.mmuuu.mmmuu.mmmuu",
    "six-veins-2006:mmpuu.mmmuu.mmmuu.mmpuu.mmpuu.mmmpu",
    "six-veins-2006:mmmuu.mpuuu.mmuuu.muuuu.mmuuu.mmmmu",
    "six-veins-2006:mmmuu.mmmuu.mm-uu.mmmuu.mmpuu.mmmpu",
]


def part(page, name):
    return page.locator(f"calibration-round [data-part='{name}']")


def link(vector):
    return f"https://handbook.example/calculator/#a={vector}"


def paste(page, *lines):
    part(page, "links").fill("\n".join(lines))
    page.locator("calibration-round [data-act=take]").click()


def room(page):
    expect(part(page, "round")).to_be_visible(timeout=START)


@pytest.fixture(scope="module")
def answered(rubrics):
    """What the core says of some readings of the example, by their lines."""
    examples = {e.id: e for e in load_examples(rubric_folder() / "six-veins-2006", rubrics, "zh")}
    appraisal = examples[EXAMPLE].appraisal
    for published in rubrics.values():
        core.add_rubric(json.dumps(to_data(published)))

    def asked(readings):
        listed = [{"line": line, "vector": vector} for line, vector in readings.items()]
        expert = {"appraisal": appraisal_data(rubrics[appraisal.rubric], appraisal)}
        request = {"calibration": {"expert": expert, "readings": listed}}
        return json.loads(core.answer(json.dumps(request))[0])["calibration"]

    return asked


def cells(page, row):
    told = page.locator(f"calibration-round tr[data-row={row}] td").evaluate_all(
        "all => all.map(cell => [cell.dataset.cell, cell.textContent])"
    )
    return dict(told)


def plotted(page):
    """What the chart draws: for each series its figures and the size of its spots."""
    return page.evaluate("""async () => {
        const {Chart} = await import(document.querySelector("script[src$='calibration-round.js']").src.replace(/[^/]+$/, "libraries/chart.js"));
        const chart = Chart.getChart(document.querySelector("calibration-round canvas"));
        return chart.data.datasets.map(({data}) => data.map(({x, y, r}) => [y, x, r]));
    }""")


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "dark"), ("en/", 390, "light")])
def test_five_links_are_told_as_the_core_does_and_the_expert_only_when_asked(
    open_page, rubric, answered, language, width, scheme
):
    page = open_page(f"{language}trainers/calibration/?example={EXAMPLE}", width=width, color_scheme=scheme)
    accessible(page)
    expect(part(page, "facts")).to_contain_text("Once at lunch" if language else "午饭")
    expect(part(page, "facts").locator(".case")).to_have_count(0)  # no verdict, no level
    paste(page, *map(link, ROOM))
    room(page)
    expect(part(page, "faults")).to_be_hidden()
    told = answered(dict(enumerate(ROOM, 1)))
    for one in told["criteria"]:
        shown = cells(page, one["id"])
        assert [each["score"] for each in one["scores"]] == [
            float(item.split("×")[0]) for item in shown["scores"].replace("、", ",").split(",")
        ]
        assert shown["mean"] == one["mean"]["shown"] and shown["open"] == str(one["open"])
        assert (
            shown["alpha"]
            .replace("−", "-")
            .startswith(one["alpha"] or ("没有定义", "not defined")[width < 500])
        )
    assert cells(page, "total")["alpha"].startswith(told["total"]["alpha"])
    assert part(page, "parts").locator("li").count() == len(told["order"])
    tongue = "en" if language else "zh"
    first = getattr(rubric.criterion[told["order"][0]].name, tongue)
    expect(part(page, "parts").locator("li").first).to_contain_text(first)
    (spots,) = plotted(page)
    names = [getattr(criterion.name, tongue) for criterion in rubric.criteria]
    drawn = [(name, at) for name, at, _ in spots]
    assert drawn == [
        (name, each["score"])
        for name, one in zip(names, told["criteria"], strict=True)
        for each in one["scores"]
    ]
    assert max(size for *_, size in spots) > min(size for *_, size in spots)
    expect(page.locator("[data-expert]:visible")).to_have_count(0)
    expect(part(page, "beside")).to_be_hidden()
    accessible(page)
    page.locator("[data-act=reveal]").click()
    for one in told["criteria"]:
        assert cells(page, one["id"])["expert"] == f"{one['expert']:g}"
    assert [(name, at) for name, at, _ in plotted(page)[0]] == [
        (name, one["expert"]) for name, one in zip(names, told["criteria"], strict=True)
    ]
    gaps = [gap["criterion"] for reader in told["readers"] for gap in reader["gaps"]]
    for criterion in rubric.criterion:
        section = page.locator(f"[data-of={criterion}]")
        assert section.evaluate("it => it.hasAttribute('data-differs')") is (criterion in gaps)
        expect(section.locator("details")).not_to_have_attribute("open", "")  # a long list for a room
    expect(part(page, "people").locator("tr")).to_have_count(len(ROOM))
    accessible(page)


def test_faulty_lines_are_told_by_their_number_and_the_others_count(open_page, answered):
    page = open_page(f"en/trainers/calibration/?example={EXAMPLE}")
    swords = "nine-swords:" + ".".join(["mmuuu"] * 9)
    lines = [
        link(ROOM[0]),
        "",
        "no link at all",
        f"{link(ROOM[1])}&r=00000000-00000000",
        link(swords),
        ROOM[2],
    ]
    lines.append(link("six-veins-2006:mmx--.mmmuu.mmuuu.mmmuu.mmpuu.mmmpu"))
    lines += [f"see {link(ROOM[3])}, thanks", link(ROOM[4])]
    paste(page, *lines)
    room(page)
    faults = part(page, "faults").locator("li").all_inner_texts()
    assert [fault.split(":")[0] for fault in faults] == ["line 3", "line 5", "line 7"]
    assert "nine-swords" in faults[1] and "found x" in faults[2]
    expect(part(page, "taken")).to_contain_text("5")
    since = part(page, "since").locator("li")
    expect(since).to_have_text(["line 4: the result is not the same as then."])
    told = answered(dict(zip((1, 4, 6, 8, 9), ROOM, strict=True)))
    page.locator("[data-act=reveal]").click()
    shown = (
        part(page, "people")
        .locator("tr")
        .evaluate_all("rows => rows.map(row => [...row.children].map(cell => cell.textContent))")
    )
    for row, reader in zip(shown, told["readers"], strict=True):
        assert row[0] == str(reader["line"])
        assert row[1:7] == ["–" if score is None else f"{score:g}" for score in reader["scores"]]
        assert row[7] == (f"{reader['total']:g}" if reader["complete"] else "–")
    accessible(page)
    paste(page, "nothing here")
    expect(part(page, "round")).to_be_hidden()
    expect(part(page, "since")).to_be_hidden()
    expect(part(page, "faults").locator("li")).to_have_count(1)


def test_one_rates_the_example_alone_from_an_empty_form_to_the_gaps(open_page, answered):
    page = open_page(f"en/trainers/calibration/?example={EXAMPLE}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with page.context.expect_page() as opened:
        part(page, "blank").click()
    form = opened.value
    form.wait_for_function(
        "document.querySelector('appraisal-calculator')?.result?.total === 0", timeout=START
    )
    for criterion, points in zip(
        ("customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"),
        ("3", "3", "2", "1", "2.5", "3.5"),
        strict=True,
    ):
        form.locator(f".sheet:not([hidden]) [data-criterion={criterion}] [data-score='{points}']").click()
    form.wait_for_function("document.querySelector('appraisal-calculator').result.complete")
    form.locator("calculator-tools [data-tool=link]:visible").click()
    expect(form.locator("calculator-tools")).to_contain_text("Link copied")
    copied = form.evaluate("navigator.clipboard.readText()")
    paste(page, copied)
    room(page)
    expect(page.locator("tr[data-row=integrity] [data-cell=alpha]")).to_contain_text("fewer than two people")
    page.locator("[data-act=reveal]").click()
    (reader,) = answered({1: copied.split("#a=")[1].split("&")[0]})["readers"]
    assert [gap["criterion"] for gap in reader["gaps"]] == ["integrity"]
    section = page.locator("[data-of=integrity]")
    expect(section).to_contain_text("line 1: 1 (−2)")
    expect(section).to_contain_text(f"at level {reader['gaps'][0]['level']}")
    expect(section.locator("article.case:visible")).to_have_count(2)
    expect(section.locator(".justification")).to_contain_text("owned up")
    expect(page.locator("[data-differs]")).to_have_count(1)


def test_the_link_keeps_the_example_and_another_example_starts_afresh(open_page):
    page = open_page("trainers/calibration/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("select[data-part=example]").select_option(EXAMPLE)
    assert page.url.endswith(f"?example={EXAMPLE}")
    page.locator("[data-act=copy]").click()
    expect(part(page, "said")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    paste(page, *map(link, ROOM))
    room(page)
    page.reload()
    expect(page.locator("select[data-part=example]")).to_have_value(EXAMPLE)
    paste(page, *map(link, ROOM))
    room(page)
    page.locator("select[data-part=example]").select_option("deeds-on-record")
    expect(part(page, "round")).to_be_hidden()


def test_only_this_page_loads_what_it_needs(open_page):
    page = open_page("calculator/")
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    assert not [name for name in asked if "calibration" in name or "chart.js" in name]
