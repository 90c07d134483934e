"""How the engine starts: the fast way, the plain one where anything is wrong with that, and not before it is wanted."""

import hashlib
import json

import pytest

from tests.support.page_errors import NO_WORKERS

pytestmark = pytest.mark.fresh_context

VECTOR = "six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu"
TOTAL = 16
START = 60_000  # milliseconds that Python may take to start on a busy machine
# What the fast way needs; what only the plain one does.
FAST = ("runtime.json", "pyodide.asm.wasm.gzip", "snapshot.wasm.gzip")
PLAIN = ("python_stdlib.zip", "pyodide-lock.json")
# Which the fast way takes as they are where the host compresses them.
WASM = ("pyodide.asm.wasm", "snapshot.wasm")


@pytest.fixture
def asked_for(open_page, served):
    """Open a page and note the names of the files it asks for, workers' requests included, and its warnings."""

    def opened(path, **options):
        page = open_page(faulty=True, **options)
        names, warnings = [], []
        page.context.on("request", lambda request: names.append(request.url.split("?")[0].split("/")[-1]))
        page.on("console", lambda said: said.text != NO_WORKERS and warnings.append(said.text))
        page.goto(served.address + path)
        return page, names, warnings

    return opened


def total(page):
    page.wait_for_function("document.querySelector('appraisal-calculator').result", timeout=START)
    return page.evaluate("document.querySelector('appraisal-calculator').result.total")


@pytest.mark.parametrize("locale", ["en-US", "zh-Hans-CN", "de"])
def test_the_fast_way_is_taken_and_nothing_of_the_plain_one_fetched(asked_for, locale):
    page, names, warnings = asked_for(f"calculator/#a={VECTOR}", locale=locale)
    assert total(page) == TOTAL
    assert warnings == []
    assert set(FAST) <= set(names)
    assert not set(PLAIN) & set(names)


@pytest.fixture
def bare(site):
    """Files of a site whose Python has no rubric in store that the page asks for."""
    manifest = json.loads(next(site.glob("assets/runtime/*/runtime.json")).read_bytes())
    manifest["memory"]["rubrics"] = []
    return {"runtime.json": json.dumps(manifest).encode()}


def test_rubrics_that_python_has_in_store_are_not_fetched(asked_for):
    page, names, _ = asked_for(f"calculator/#a={VECTOR}")
    assert total(page) == TOTAL
    assert not [name for name in names if name.startswith("six-veins")]


def test_a_rubric_that_has_changed_since_python_was_packed_is_fetched(asked_for, served, bare):
    with served.instead(bare):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert names.count("six-veins-2006.json") == 1
    assert warnings == []


def test_a_rubric_that_is_wanted_and_missing_is_told(asked_for, served, bare):
    with (
        served.instead(bare),
        served.without("six-veins-2006.json"),
    ):
        page, _, _ = asked_for("calculator/")
        page.wait_for_selector("appraisal-calculator[data-state=failed]", timeout=START)
    assert "six-veins-2006.json" in page.locator("[data-part=reason]").inner_text()


def test_the_engine_takes_a_rubric_as_it_is_published(open_page):
    page = open_page("calculator/")
    assert total(page) == 0
    asked = """async vector => {
        const absolute = address => new URL(address, document.baseURI).href;
        const element = document.querySelector('appraisal-calculator');
        const { Engine } = await import(absolute('../assets/liumai/engine.js'));
        const engine = new Engine();
        const rubrics = element.getAttribute('rubrics').split(' ').map(absolute);
        await engine.start({ runtime: absolute(element.getAttribute('runtime')), rubrics }, () => {});
        return (await engine.ask({ vector })).result.total;
    }"""
    assert page.evaluate(asked, VECTOR) == TOTAL


def test_a_page_that_never_comes_to_an_end_does_not_keep_python_waiting(open_page, served):
    page = open_page(faulty=True)
    page.route("**/service-worker-client.js", lambda _: None)  # is never answered
    page.goto(f"{served.address}calculator/#a={VECTOR}", wait_until="commit")
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)
    assert total(page) == TOTAL
    assert page.evaluate("document.readyState") == "interactive"


def test_a_first_visit_fetches_the_large_files_once_the_page_has_opened(open_page, served):
    page = open_page(faulty=True)
    names, held = [], []
    page.context.on("request", lambda request: names.append(request.url.split("/")[-1]))
    page.route("**/service-worker-client.js", lambda route: held.append(route))
    page.goto(f"{served.address}calculator/#a={VECTOR}", wait_until="commit")
    page.wait_for_selector("appraisal-calculator[data-state=loading]")
    page.wait_for_timeout(300)
    assert "runtime.json" in names  # the worker runs
    assert not [name for name in names if name.startswith(WASM)]
    held[0].continue_()
    assert total(page) == TOTAL
    assert set(FAST) <= set(names)


def test_without_a_file_of_the_fast_way_the_plain_one_serves(asked_for, served):
    with served.without("snapshot.wasm", "snapshot.wasm.gzip"):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert set(PLAIN) <= set(names)
    assert any("plain way" in text for text in warnings)


def test_from_a_host_that_compresses_the_wasm_comes_as_it_is(asked_for, served):
    with served.compressing():
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert warnings == []
    for name in WASM:
        assert names.count(name) == 1
        assert f"{name}.gzip" not in names
    assert not set(PLAIN) & set(names)


@pytest.mark.parametrize("name", WASM)
def test_wasm_that_a_compressing_host_has_damaged_is_not_run_but_fetched_as_gzip(
    asked_for, served, site, name
):
    good = next(site.glob(f"assets/runtime/*/{name}")).read_bytes()
    with served.compressing(), served.instead({name: damaged(good)}):
        page, names, _ = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert f"{name}.gzip" in names


@pytest.mark.parametrize("name", WASM)
def test_gzip_that_is_damaged_is_not_run_but_fetched_as_it_is(asked_for, served, site, name):
    good = next(site.glob(f"assets/runtime/*/{name}.gzip")).read_bytes()
    with served.instead({f"{name}.gzip": damaged(good)}):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert name in names
    assert warnings == []


def damaged(body):
    """The same length, one bit changed in the middle."""
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


def of_another_version(body):
    return json.dumps(json.loads(body) | {"pyodide": "0.0.0"}).encode()


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("runtime.json", lambda body: body[:-10]),
        ("runtime.json", of_another_version),
    ],
    ids=["manifest cut short", "another version"],
)
def test_what_is_damaged_or_does_not_match_is_not_run(asked_for, served, site, name, spoil):
    good = next(site.glob(f"assets/runtime/*/{name}")).read_bytes()
    with served.instead({name: spoil(good)}):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
    assert set(PLAIN) <= set(names)
    assert any("plain way" in text for text in warnings)


@pytest.fixture
def boastful(site):
    """Files of a site whose manifest says of published rubrics that they are in store, which they are not."""
    manifest = json.loads(next(site.glob("assets/runtime/*/runtime.json")).read_bytes())
    published = (path for path in site.glob("rubric/*.json") if ".schema." not in path.name)
    manifest["memory"]["rubrics"] += [
        hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in published
    ]
    return {"runtime.json": json.dumps(manifest).encode()}


def test_what_the_fast_way_has_not_of_python_the_plain_one_has(asked_for, served, boastful):
    with served.instead(boastful):
        page, names, warnings = asked_for(f"calculator/#a={VECTOR}")
        assert total(page) == TOTAL
        page.evaluate("""async () => {
            const absolute = address => new URL(address, document.baseURI).href;
            const element = document.querySelector('appraisal-calculator');
            const { Engine } = await import(absolute('../assets/liumai/engine.js'));
            const rubrics = element.getAttribute('rubrics').split(' ').map(absolute);
            await new Engine().start({ runtime: absolute(element.getAttribute('runtime')), rubrics }, () => {});
        }""")
    assert set(PLAIN) <= set(names)
    assert any("is not in store" in text for text in warnings)


def test_a_file_half_read_is_begun_anew_the_plain_way(asked_for, served, site):
    good = next(site.glob("assets/runtime/*/library.zip.gzip")).read_bytes()
    with served.instead({"library.zip.gzip": damaged(good)}):
        page, names, warnings = asked_for("en/team/")
        page.locator("[data-act=example]").click()
        page.wait_for_selector("team-view[data-read=true]", timeout=2 * START)
    assert "21" in page.locator("[data-part=summary]").inner_text()
    assert set(PLAIN) <= set(names)
    assert any("plain way: library.zip.gzip is damaged" in text for text in warnings)


def test_reading_fetches_nothing_of_the_engine_and_heading_for_the_calculator_does(asked_for):
    page, names, warnings = asked_for("six-veins-2006/")
    page.mouse.move(5, 5)
    page.locator("article a[href]:visible").nth(1).hover()
    page.wait_for_timeout(500)
    assert not {*FAST, *PLAIN, "worker.js", "search_index.json"} & set(names)
    assert not page.workers, "nor does the search's worker run before it is wanted"
    with page.expect_request("**/pyodide.asm.wasm.gzip"):
        page.locator("a[href$='calculator/']:visible").first.hover()
    page.locator("a[href$='calculator/']:visible").first.click()
    page.wait_for_selector("appraisal-calculator[data-state=ready]", timeout=START)
    assert names.count("worker.js") == 1, "the engine that was started goes on in the next page"
    assert warnings == []


def test_all_elements_of_a_page_share_one_engine(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    assert total(page) == TOTAL
    page.evaluate("""async () => {
        const first = document.querySelector('appraisal-calculator');
        const { Engine } = await import(document.querySelector('script[src$="prefetch.js"]').src.replace('prefetch', 'engine'));
        const second = new Engine();
        const runtime = new URL(first.getAttribute('runtime'), document.baseURI).href;
        const rubrics = [new URL(first.getAttribute('rubrics').split(' ')[1], document.baseURI).href];
        await second.start({ runtime, rubrics }, () => {});
        const owed = first.ask({ appraisal: first.state.value, moves: true });
        first.remove();
        window.left = await owed.then(() => 'answered', (error) => error.name);
        window.answered = await second.ask({ vector: 'nine-swords:?' });
    }""")
    assert page.evaluate("left") == "EngineLostError", (
        "one that leaves is answered no more, while the others go on"
    )
    assert page.evaluate("answered.faults.length") == 1
    assert len([worker for worker in page.workers if worker.url.endswith("/worker.js")]) == 1


def test_an_engine_that_dies_or_hangs_is_told_apart_and_can_be_started_again(open_page):
    page = open_page(f"calculator/#a={VECTOR}")
    assert total(page) == TOTAL
    page.evaluate("""async () => {
        const { Engine, engineFor } = await import(
            document.querySelector('script[src$="prefetch.js"]').src.replace('prefetch', 'engine'));
        const element = document.querySelector('appraisal-calculator');
        const runtime = new URL(element.getAttribute('runtime'), document.baseURI).href;
        element.remove();
        const engine = new Engine();
        await engine.start({ runtime, rubrics: [] }, () => {});
        const answer = engine.ask({ vector: '?' });
        engineFor(runtime).end('no answer');
        window.told = await answer.then(() => 'answered', (error) => error.name);
        await engine.start({ runtime, rubrics: [] }, () => {});
        window.again = (await engine.ask({ vector: '?' })).faults.length;
    }""")
    assert page.evaluate("told") == "EngineLostError"
    assert page.evaluate("again") == 1
