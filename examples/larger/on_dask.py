"""The same on Dask: a task for each partition, on as many workers as there are, here or on other machines.

python examples/larger/on_dask.py FOLDER OUTPUT [WORKERS | tcp://scheduler:8786]
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from dask.distributed import Client, LocalCluster, as_completed
from one_machine import score_file

from liumai.batch.scorer import Scorer
from liumai.rubric_files.loader import load_rubrics, rubric_folder


@cache
def scorer() -> Scorer:
    """A worker's own scorer: it reads the rubrics once and remembers what it has scored."""
    return Scorer(load_rubrics(rubric_folder()), "en")


def score_partition(source: str, target: str) -> int:
    """Score one partition. Done again after a worker was lost, it gives the same file."""
    return score_file(Path(source), Path(target), scorer())


def score_folder(client: Client, source: Path, target: Path) -> int:
    """Score every partition; the number of rows."""
    target.mkdir(parents=True, exist_ok=True)
    files = sorted(source.glob("*.parquet"))
    tasks = [client.submit(score_partition, str(file), str(target / file.name), pure=False) for file in files]
    return sum(task.result() for task in as_completed(tasks))


def main() -> None:
    """On the cluster that is named, or on one of so many processes of this machine."""
    source, target, *where = sys.argv[1:]
    if where and where[0].startswith("tcp://"):
        with Client(where[0]) as client:
            client.upload_file(str(Path(__file__).with_name("one_machine.py")))
            print(score_folder(client, Path(source), Path(target)))
        return
    workers = int(where[0]) if where else None
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:  # fmt: skip
        print(score_folder(client, Path(source), Path(target)))


if __name__ == "__main__":
    main()
