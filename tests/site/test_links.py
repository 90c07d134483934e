"""Every link of every page leads somewhere, by a relative address, so that the site works in any folder of any host."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

BASE = "http://any.host/some/where/"
# The page for missing addresses can be shown at any depth, so its own script finds the way.
ANYWHERE = ("404.html", "en/404.html")


def target(page, address):
    """The path inside the site that an address on a page leads to, and the anchor; None where it leaves the site."""
    whole = urljoin(BASE + page.path, address)
    if not whole.startswith(BASE):
        return None
    parts = urlsplit(whole[len(BASE) :])
    return unquote(parts.path), unquote(parts.fragment)


def links(pages):
    for page in pages.values():
        if page.path not in ANYWHERE:
            for place, address in page.links:
                if not address.startswith(("data:", "mailto:")):
                    yield page, place, address


def test_no_link_is_absolute_or_leaves_the_site(pages):
    away = [
        (page.path, place, address)
        for page, place, address in links(pages)
        if re.match(r"[a-z]+:|/", address) or target(page, address) is None
    ]
    assert away == []


def test_every_address_has_its_file(pages, site):
    lost = []
    for page, place, address in links(pages):
        path, _ = target(page, address)
        file = site / path
        if not (file.is_file() or (file / "index.html").is_file() or (place.endswith("runtime") and file.is_dir())):
            lost.append((page.path, place, address))
    assert lost == []


def test_every_anchor_is_there(pages):
    lost = []
    for page, place, address in links(pages):
        path, anchor = target(page, address)
        # ``#a=…`` and its like are read by the page's own elements.
        if anchor and "=" not in anchor and path in pages and anchor not in pages[path].ids:
            lost.append((page.path, place, address))
    assert lost == []


def test_no_id_stands_twice_on_a_page(pages):
    twice = {page.path: sorted({i for i in page.ids if page.ids.count(i) > 1}) for page in pages.values()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


@pytest.mark.parametrize("wrong", ["/matrix/", "http://elsewhere.example/", "../nowhere/", "#nothing"])
def test_the_checker_notices(pages, site, wrong):
    """A link checker that finds nothing might also look at nothing."""
    page = pages["gaps/"]
    path = target(page, wrong)
    noticed = (
        re.match(r"[a-z]+:|/", wrong)
        or path is None
        or not (site / path[0]).exists()
        or path[1] not in pages[path[0]].ids
    )
    assert noticed
