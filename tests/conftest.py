"""What all the tests share: the rubrics, read once, by whichever Python runs the tests.

Under Pyodide there is no YAML loader; the rubrics are read there from what the site publishes, in the
folder that ``LIUMAI_PUBLISHED`` names.
"""

import json
import os
from pathlib import Path

import pytest
from hypothesis import settings

from liumai.model import Changes, Rubric, from_data, rubric_from_data

ROOT = Path(__file__).resolve().parents[1]

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
    from liumai.loader import load_rubrics, rubric_folder

    return load_rubrics(rubric_folder())


@pytest.fixture(scope="session")
def changes(rubrics: dict[str, Rubric]) -> dict[tuple[str, str], Changes]:
    """What changed between rubrics, by the older and the newer one's id."""
    published = os.environ.get("LIUMAI_PUBLISHED")
    if published:
        files = sorted((Path(published) / "changes").glob("*--*.json"))
        loaded = [from_data(Changes, json.loads(path.read_text(encoding="utf-8"))) for path in files]
    else:
        from liumai.loader import load_changes, rubric_folder

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
    from tests.support.site_build import build

    folder = tmp_path_factory.mktemp("bakery")
    build(folder, "--config-file", str(ROOT / "tests" / "adopter" / "mkdocs.yml"))
    return folder
