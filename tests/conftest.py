"""Fixtures of all the tests: the rubrics, the built site, another firm's site; and in which order the files are run.

Under Pyodide there is no YAML loader; the rubrics are read there from what the site publishes, in the
folder that ``LIUMAI_PUBLISHED`` names.
"""

import json
import os
from pathlib import Path

import pytest
from hypothesis import settings

from liumai.core.record_codec import from_data, rubric_from_data
from liumai.core.rubric import Rubric
from liumai.core.rubric_changes import Changes

ROOT = Path(__file__).resolve().parents[1]

# The files that take longest, longest first. xdist hands out whole files in the order of collection, so that none of these
# begins when the other processors have nothing left to do.
LONGEST_FIRST = """
    browsers/test_smoke
    e2e/test_content_security_policy e2e/test_offline e2e/test_calculator_states e2e/test_engine_start
    hooks/test_build_cache e2e/test_calculator e2e/test_calculator_elsewhere e2e/test_decks e2e/test_draft_history
    pyodide/test_pyodide e2e/test_team_page site/test_settled_figures site/test_another_rubric e2e/test_quiz_page
    e2e/test_import_export e2e/test_workbooks hooks/test_serve e2e/test_rating e2e/test_calibration_page
    e2e/test_year_page e2e/test_migration_page e2e/test_pages e2e/test_navigation e2e/test_comparison_page
    e2e/test_search e2e/test_below_baseline e2e/test_chat_programs e2e/test_low_memory
    e2e/test_accessibility_tree e2e/test_screen_reader e2e/test_theme hooks/test_prose_context site/test_handouts
    core/test_reference_scoring site/test_html_validity
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; all else keeps its order."""
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}

    def of_file(item: pytest.Item) -> int:
        return place.get(f"{item.path.parent.name}/{item.path.stem}", len(place))

    items.sort(key=of_file)


# A busy machine is no fault of the rules: no test fails for the time that it takes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# The same few examples each time, for mutation testing, which runs the tests some hundreds of times.
settings.register_profile("few", deadline=None, max_examples=25, derandomize=True, database=None)


@pytest.fixture(scope="session")
def rubrics() -> dict[str, Rubric]:
    published = os.environ.get("LIUMAI_PUBLISHED")
    if published:
        files = (
            p for p in (Path(published) / "rubric").glob("*.json") if not p.name.endswith(".schema.json")
        )
        loaded = (rubric_from_data(json.loads(path.read_text(encoding="utf-8"))) for path in files)
        return {rubric.id: rubric for rubric in loaded}
    from tests.support.shipped_rubrics import shipped_rubrics

    return shipped_rubrics()


@pytest.fixture(scope="session")
def changes(rubrics: dict[str, Rubric]) -> dict[tuple[str, str], Changes]:
    """What changed between rubrics, by the older and the newer one's id."""
    published = os.environ.get("LIUMAI_PUBLISHED")
    if published:
        files = sorted((Path(published) / "changes").glob("*--*.json"))
        loaded = [from_data(Changes, json.loads(path.read_text(encoding="utf-8"))) for path in files]
    else:
        from liumai.rubric_files.loader import load_changes, rubric_folder

        loaded = list(load_changes(rubric_folder(), rubrics))
    return {(step.from_, step.to): step for step in loaded}


@pytest.fixture(scope="session")
def rubric(rubrics: dict[str, Rubric]) -> Rubric:
    """The rubric whose rules domain tables are about."""
    return rubrics["six-veins-2006"]


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site; ``make test`` builds it first."""
    built = Path(os.environ.get("LIUMAI_PUBLISHED", ROOT / "site"))
    if not (built / "index.html").is_file():
        pytest.fail("site/ is not built: run make site first")
    return built


@pytest.fixture(scope="session")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of another firm's rubric, ``tests/adopter``."""
    from tests.support.site_build import build_once

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return build_once(shared / "bakery", "--config-file", str(ROOT / "tests" / "adopter" / "mkdocs.yml"))
