"""How the engine starts: the fast way, the plain one where anything is wrong with that, and not before it is wanted."""

import json

import pytest

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
TOTAL = 16
START = 60_000  # milliseconds that Python may take to start on a busy machine
# What the fast way needs, and the plain one does not.
FAST = ("runtime.json", "pyodide.asm.wasm.gzip", "python.zip.gzip")
PLAIN = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


@pytest.fixture
def asked_for(open_page, served):
    """Open a page and note the names of the files it asks for, workers' requests included, and its warnings."""

    def opened(path, **options):
        page = open_page(faulty=True, **options)
        names, warnings = [], []
        page.context.on("request", lambda request: names.append(request.url.split("?")[0].split("/")[-1]))
        page.on("console", lambda message: warnings.append(message.text))
        page.goto(served.address + path)
        return page, names, warnings

    return opened


def total(page):
    page.wait_for_function("document.querySelector('appraisal-calculator').result", timeout=START)
    return page.evaluate("document.querySelector('appraisal-calculator').result.total")


def test_the_fast_way_is_taken_and_nothing_of_the_plain_one_fetched(asked_for):
    page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
    assert total(page) == TOTAL
    assert warnings == []
    assert set(FAST) <= set(names)
    assert not set(PLAIN) & set(names)


def test_without_a_file_of_the_fast_way_the_plain_one_serves(asked_for, served):
    with served.without("python.zip.gzip"):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert set(PLAIN) <= set(names)
    assert any("plain way" in text for text in warnings)


def damaged(body):
    """The same length, one bit changed in the middle."""
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


def of_another_version(body):
    return json.dumps(json.loads(body) | {"pyodide": "0.0.0"}).encode()


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("python.zip.gzip", damaged),
        ("pyodide.asm.wasm.gzip", damaged),
        ("runtime.json", lambda body: body[:-10]),
        ("runtime.json", of_another_version),
    ],
    ids=["library damaged", "wasm damaged", "manifest cut short", "another version"],
)
def test_what_is_damaged_or_does_not_match_is_not_run(asked_for, served, site, name, spoil):
    good = next(site.glob(f"assets/runtime/*/{name}")).read_bytes()
    with served.instead({name: spoil(good)}):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert set(PLAIN) <= set(names)
    assert any("plain way" in text for text in warnings)
