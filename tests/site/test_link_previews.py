"""What a program shows of a forwarded link (Open Graph): title, description and picture, in the page's language."""

import struct

import pytest
from selectolax.lexbor import LexborHTMLParser

PAGES = ["", "calculator/", "six-veins-2006/teamwork/", "guide/scoring/", "cases/"]


def graph(path):
    head = LexborHTMLParser(path.read_text(encoding="utf-8")).head
    metas = head.css("meta[property^='og:'], meta[name='twitter:card']")
    return {m.attributes.get("property") or m.attributes["name"]: m.attributes["content"] for m in metas}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("folder", "locale"), [("", "zh_CN"), ("en/", "en_US")])
def test_a_link_says_what_it_is_in_its_language(site, folder, locale, path):
    page = site / folder / path / "index.html"
    told = graph(page)
    title = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("title").text()
    assert told["og:title"] and title.startswith(told["og:title"])
    assert told["og:locale"] == locale
    assert told["og:site_name"] in title
    assert told["og:description"]
    assert told["twitter:card"] == "summary_large_image"
    assert (told["og:description"].isascii()) == (locale == "en_US")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_without_an_address_of_its_own_the_picture_is_found_from_the_page(site, folder, language, path):
    page = site / folder / path / "index.html"
    told = graph(page)
    picture = (page.parent / told["og:image"]).resolve()
    assert picture.name == f"preview.{language}.png"
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert (str(width), str(height)) == (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert "og:url" not in told


def test_with_an_address_all_is_absolute(bakery):
    for folder, language in (("", "zh"), ("en/", "en")):
        told = graph(bakery / folder / "calculator" / "index.html")
        root = f"https://bakery.example/handbook/{folder}"
        assert told["og:image"] == f"{root}assets/liumai/preview.{language}.png"
        assert told["og:url"] == f"{root}calculator/"
        assert (bakery / folder / "assets" / "liumai" / f"preview.{language}.png").is_file()
