"""The examples of ``examples/larger``: partitions scored on one machine and on Dask give what ``liumai batch`` gives.

``make larger`` installs what they need; without it they are skipped.
"""

import json
import sys
from pathlib import Path

import pytest

pq = pytest.importorskip("pyarrow.parquet")
distributed = pytest.importorskip("dask.distributed")
pytest.importorskip("polars")

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "larger"
sys.path.insert(0, str(EXAMPLES))

from on_dask import score_folder  # noqa: E402  # its folder is put on the path just above
from one_machine import ROWS, by_manager, score_file  # noqa: E402
from partitions import write_partitions  # noqa: E402

from liumai.batch.scorer import Scorer  # noqa: E402

PEOPLE = 3001


@pytest.fixture(scope="module")
def parquet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet")
    write_partitions(folder, PEOPLE, 2)
    return folder


def table(folder):
    return [row for file in sorted(folder.glob("*.parquet")) for row in pq.read_table(file).to_pylist()]


def expected(parquet, rubrics):
    scorer = Scorer(rubrics, "en")
    lines = [row["appraisal"].encode() for row in table(parquet)]
    return [json.loads(line) for line in scorer.score(1, lines).text.splitlines()]


def agrees(row, result):
    if "error" in result:
        return row["error"] == result["error"] and row["total"] is None
    told = (row["total"], row["complete"], row["band"], row["vector"], row["error"])
    return told == (result["total"], result["complete"], (result["band"] or {}).get("candidates"), result["vector"], None)  # fmt: skip


def test_one_machine_gives_what_batch_gives(parquet, rubrics, tmp_path):
    scorer = Scorer(rubrics, "en")
    counts = [score_file(file, tmp_path / file.name, scorer) for file in sorted(parquet.glob("*.parquet"))]
    assert sum(counts) == PEOPLE
    rows = table(tmp_path)
    assert all(agrees(*pair) for pair in zip(rows, expected(parquet, rubrics), strict=True))
    assert [row["subject"] for row in rows] == [row["subject"] for row in table(parquet)]
    assert sum(row["error"] is not None for row in rows) == 2
    teams = by_manager(tmp_path)
    assert teams["people"].sum() == PEOPLE and teams["refused"].sum() == 2


def test_a_file_longer_than_a_batch_keeps_its_order(rubrics, tmp_path):
    write_partitions(tmp_path / "in", ROWS + 5, 1)
    (file,) = (tmp_path / "in").glob("*.parquet")
    assert score_file(file, tmp_path / "out.parquet", Scorer(rubrics, "en")) == ROWS + 5
    names = pq.read_table(tmp_path / "out.parquet").column("subject").to_pylist()
    assert names == pq.read_table(file).column("subject").to_pylist()


def test_dask_gives_the_same_on_two_workers(parquet, rubrics, tmp_path):
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
    ):
        client.upload_file(str(EXAMPLES / "one_machine.py"))
        client.upload_file(str(EXAMPLES / "on_dask.py"))
        assert score_folder(client, parquet, tmp_path) == PEOPLE
    assert all(agrees(*pair) for pair in zip(table(tmp_path), expected(parquet, rubrics), strict=True))
