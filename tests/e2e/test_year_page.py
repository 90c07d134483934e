"""A year and a promotion in the page, by the core's own figures."""

import json
from fractions import Fraction

import pytest
from playwright.sync_api import expect

from liumai.analysis.promotion import promotion
from liumai.analysis.year import year
from liumai.core.number_format import decimal
from liumai.core.scoring import score
from liumai.core.vector import from_vector
from tests.support.page_checks import accessible

START = 90_000
QUARTERS = [
    "six-veins-2006:mmmuu.mmuuu.mmpuu.mmmuu.mmpuu.mmpuu",
    "six-veins-2006:mmmuu.mmpuu.mmpuu.mmmuu.mmpuu.mmpuu",
    "six-veins-2006:mmmuu.mmmuu.mmpuu.mmmuu.mmpuu.mmmuu",
    "six-veins-2006:mmmpu.mmmuu.mmmuu.mmmuu.mmpuu.mmmuu",
]


def fragment(*quarters):
    return "&".join(f"q{n}={vector}" for n, vector in enumerate(quarters, 1) if vector)


def reckoned(page):
    page.wait_for_selector("[data-part=outcome]:not([hidden])", timeout=START)
    return page


def core(rubrics, rubric, *quarters):
    return year(rubric, [score(rubric, from_vector(v, rubrics)) if v else None for v in quarters])


@pytest.mark.parametrize(("language", "width", "scheme"), [("", 1280, "light"), ("en/", 390, "dark")])
def test_the_year_of_a_link_is_the_cores(open_page, rubrics, rubric, language, width, scheme):
    page = open_page(f"{language}year/#{fragment(*QUARTERS)}", width=width, color_scheme=scheme)
    reckoned(page)
    whole = core(rubrics, rubric, *QUARTERS)
    expect(page.locator("[data-part=mean]")).to_have_text(decimal(whole.mean))
    means = page.locator("[data-part=criterion-mean]").all_inner_texts()
    assert means == [decimal(mean) for mean in whole.criteria]
    expect(page.locator(f"[data-trend={whole.trend}]")).to_be_visible()
    expect(page.locator("[data-trend]:visible")).to_have_count(1)
    (band,) = (one for one in rubric.bands if one.id in whole.candidates)
    expect(page.locator("[data-part=band]")).to_have_text(band.name.en if language else band.name.zh)
    expect(page.locator("[data-part=findings] li")).to_have_count(0)
    expect(page.locator("canvas")).to_be_visible()
    accessible(page)


def test_a_missing_quarter_is_said_and_thirds_stay_exact(open_page, rubrics, rubric):
    quarters = [*QUARTERS[:2], None, QUARTERS[2]]  # 15.5, 16 and 17
    page = reckoned(open_page(f"en/year/#{fragment(*quarters)}"))
    whole = core(rubrics, rubric, *quarters)
    assert whole.mean == Fraction(97, 6)
    expect(page.locator("[data-part=mean]")).to_have_text("16 1/6")
    expect(page.locator("[data-part=findings]")).to_have_text("Quarters missing")
    expect(page.locator("[data-part=counted]")).to_have_text("Quarters counted: Q1, Q2, and Q4")
    expect(page.locator("[data-trend=no-trend]")).to_be_visible()


def test_scores_are_tapped_and_the_address_keeps_them(open_page):
    page = open_page("en/year/")
    expect(page.locator("[data-part=nothing]")).to_be_visible()
    for field in page.locator("[data-quarter='2']").all():
        field.select_option("2.5")
    reckoned(page)
    expect(page.locator("[data-total='2']")).to_have_text("15")
    expect(page.locator("[data-part=mean]")).to_have_text("15")
    assert page.url.endswith("#q2=six-veins-2006:" + ".".join(["mmpuu"] * 6))
    page.locator("[data-criterion=teamwork] [data-quarter='2']").select_option("3")
    expect(page.locator("[data-part=mean]")).to_have_text("15.5")
    page.reload()
    reckoned(page)
    expect(page.locator("[data-total='2']")).to_have_text("15.5")
    page.locator("[data-act=clear][data-of='2']").click()
    expect(page.locator("[data-part=nothing]")).to_be_visible()
    assert "#" not in page.url


def test_quarters_are_taken_in_from_files_and_links_with_their_cases(open_page, tmp_path):
    page = open_page("en/year/")
    page.locator(".yearly__take summary").click()
    appraisal = {
        "rubric": "six-veins-2006",
        "evidence": "recorded",
        "subject": "somebody",
        "criteria": {name: {"score": 2} for name in ("customer-first", "teamwork", "embrace-change", "integrity", "passion")}
        | {"commitment": {"score": 3}},
    }  # fmt: skip
    file = tmp_path / "q1.json"
    file.write_text(json.dumps(appraisal))
    page.locator("[data-take=q1] input[type=file]").set_input_files(file)
    expect(page.locator("[data-total='1']")).to_have_text("12", timeout=START)  # a 3 without a case is a 2
    page.locator("[data-take=q4] [data-part=text]").fill(f"see …/calculator/#a={QUARTERS[3]} please")
    page.locator("[data-take=q4] [data-act=take]").click()
    expect(page.locator("[data-total='4']")).to_have_text("18")
    assert "somebody" not in page.url
    page.locator("[data-take=q2] [data-part=text]").fill("six-veins-2006:mm")
    page.locator("[data-take=q2] [data-act=take]").click()
    expect(page.locator("[data-take=q2] [data-part=faults]")).to_contain_text("6")
    expect(page.locator("[data-total='2']")).to_have_text("–")


def test_two_rubrics_make_no_year(open_page):
    swords = "nine-swords:" + ".".join(["mmuuu"] * 9)
    page = open_page(f"year/#{fragment(QUARTERS[0], swords)}")
    expect(page.locator("[data-part=aside] [data-part=faults]")).to_contain_text("同一套", timeout=START)


def test_a_rubric_without_bands_has_a_mean_and_no_promotion(open_page):
    swords = "nine-swords:" + ".".join(["mmuuu"] * 9)
    page = reckoned(open_page(f"en/year/#{fragment(swords)}"))
    expect(page.locator("[data-part=mean]")).to_have_text("18")
    expect(page.locator("[data-part=band-of]")).to_be_hidden()
    expect(page.locator("[data-promotion=nine-swords]")).to_contain_text("no weight")
    page.locator("select[data-part=rubric]").select_option("six-veins-2006")
    expect(page.locator("[data-part=nothing]")).to_be_visible()


def test_a_promotion_takes_the_years_mean_and_is_exact(open_page, rubrics, rubric):
    page = reckoned(open_page(f"en/year/#{fragment(*QUARTERS)}"))
    promote = page.locator("[data-promotion=six-veins-2006]")
    promote.locator("[data-act=from-year]").click()
    promote.locator("[name=performance]").fill("92%")
    whole = core(rubrics, rubric, *QUARTERS)
    made = promotion(rubric, 2 * whole.mean, 92)
    expect(page.locator("[data-part=composite]")).to_have_text(decimal(made.composite))
    expect(page.locator("[data-part=values]")).to_have_text(decimal(made.values))
    accessible(page)
    promote.locator("[name=total]").fill("31")
    refused = page.locator("[data-part=promotion-aside] [data-part=faults]")
    expect(refused).to_contain_text("expected 0 to 30")
    expect(page.locator("[data-part=composite-of]")).to_be_hidden()
    promote.locator("[name=total]").fill("18 2/3")
    expect(page.locator("[data-part=composite]")).to_have_text("77 1/9")
    expect(refused).to_be_hidden()


def test_the_example_fills_four_quarters(open_page):
    page = open_page("year/")
    page.locator("[data-act=example]").click()
    reckoned(page)
    expect(page.locator("[data-trend=improving]")).to_be_visible()
    assert page.url.count("six-veins-2006:") == 4
