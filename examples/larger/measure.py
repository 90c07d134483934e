"""Rows a second, and what a row costs in processor time, which a busy machine changes little: plain ``liumai batch``, PyArrow on one process, Dask on one worker and on two.

python examples/larger/measure.py [ROWS]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from dask.distributed import Client, LocalCluster
from on_dask import score_folder
from one_machine import score_file
from partitions import write_partitions

from liumai.batch.scorer import Scorer
from liumai.rubric_files.loader import load_rubrics, rubric_folder

PARTITIONS = 40


def main() -> None:
    """Each way once, on the same rows."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        parquet = Path(folder) / "parquet"
        write_partitions(parquet, rows, PARTITIONS)
        lines = Path(folder) / "lines.ndjson"
        with lines.open("w", encoding="utf-8") as file:
            for part in sorted(parquet.glob("*.parquet")):
                column = pq.read_table(part, columns=["appraisal"]).column("appraisal")
                file.writelines(f"{line}\n" for line in column.to_pylist())
        out = Path(folder) / "out"
        report_rate("liumai batch, all processors", rows, lambda: batch(lines, None))
        report_rate("liumai batch, one processor", rows, lambda: batch(lines, {0}))
        report_rate("Parquet, one process", rows, lambda: one_process(parquet, out))
        for workers in (1, 2):
            report_rate(
                f"Dask, {workers} worker{'s'[: workers > 1]}",
                rows,
                lambda count=workers: on_dask(parquet, out, count),
            )


def report_rate(name: str, rows: int, work: Callable[[], None]) -> None:
    """Do it and print how long it took, and how much of the processors, children's included."""
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    start, spent = time.perf_counter(), processor_time()
    work()
    taken, spent = time.perf_counter() - start, processor_time() - spent
    print(
        f"{name:30} {rows / taken:10,.0f} rows/s {1e6 * spent / rows:8.1f} µs a row   busy {busy:.1f}",
        flush=True,
    )


def processor_time() -> float:
    """Seconds of processor time of this process and of those of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def batch(lines: Path, processors: set[int] | None) -> None:
    """The command, on these processors alone where any are named."""
    pin = None if processors is None else lambda: os.sched_setaffinity(0, processors)
    command = [Path(sys.executable).with_name("liumai"), "batch", lines]
    # A row in a thousand is off the scale, so that the exit status is 1.
    subprocess.run(command, stdout=subprocess.DEVNULL, preexec_fn=pin, check=False)


def one_process(source: Path, target: Path) -> None:
    """Every partition, one after the other."""
    target.mkdir(exist_ok=True)
    scorer = Scorer(load_rubrics(rubric_folder()), "en")
    for file in sorted(source.glob("*.parquet")):
        score_file(file, target / file.name, scorer)


def on_dask(source: Path, target: Path, workers: int) -> None:
    """On a cluster of this machine, its start included."""
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:  # fmt: skip
        score_folder(client, source, target)


if __name__ == "__main__":
    main()
