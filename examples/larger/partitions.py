"""A million appraisals as partitioned Parquet: a column ``appraisal`` of JSON, each as its file has it, and whose it is beside.

python examples/larger/partitions.py FOLDER [ROWS] [PARTITIONS]
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

RUBRIC = "six-veins-2006"
CRITERIA = ("customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment")
RATINGS = ("met", "met", "met", "partial", "unmet")


def appraisals(count: int, seed: int) -> Iterator[str]:
    """So many appraisals at random, as JSON; one in a thousand has a score off the scale."""
    chance = random.Random(seed)
    for number in range(count):
        criteria = {name: {"ratings": [chance.choice(RATINGS) for _ in range(5)]} for name in CRITERIA}
        if number % 1000 == 999:
            criteria[CRITERIA[0]] = {"score": 2.3}
        yield json.dumps({"rubric": RUBRIC, "criteria": criteria})


def write_partitions(folder: Path, rows: int, partitions: int) -> None:
    """Write the partitions, each a Parquet file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(partitions):
        count = rows // partitions + (number < rows % partitions)
        columns = {
            "subject": [f"{number:03}-{person:06}" for person in range(count)],
            "manager": [f"{number:03}-{person // 12:05}" for person in range(count)],
            "appraisal": list(appraisals(count, number)),
        }
        pq.write_table(pa.table(columns), folder / f"part-{number:03}.parquet", compression="zstd")


if __name__ == "__main__":
    target, *counts = sys.argv[1:]
    rows, partitions = (int(count) for count in (*counts, 1_000_000, 50)[:2])
    write_partitions(Path(target), rows, partitions)
