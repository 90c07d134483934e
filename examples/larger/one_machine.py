"""Parquet in, Parquet out on one machine: PyArrow reads the columns, Polars sums them up, Liumai scores each row.

python examples/larger/one_machine.py FOLDER OUTPUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from liumai.batch.scorer import Scorer
from liumai.rubric_files.loader import load_rubrics, rubric_folder

ROWS = 10_000  # scored at a time: memory stays the same however large the file
SCHEMA = pa.schema(
    [
        ("subject", pa.string()),
        ("manager", pa.string()),
        ("total", pa.float32()),  # half points have no drift in binary
        ("complete", pa.bool_()),
        ("band", pa.list_(pa.string())),
        ("vector", pa.string()),
        ("error", pa.string()),
    ]
)


def scored(batch: pa.RecordBatch, scorer: Scorer, first: int) -> pa.RecordBatch:
    """A batch of appraisals scored: a pure function, the one that every engine is given."""
    lines = batch.column("appraisal").to_pylist()
    results = [json.loads(line) for line in scorer.score(first, map(str.encode, lines)).text.splitlines()]
    columns = {
        "subject": batch.column("subject"),
        "manager": batch.column("manager"),
        "total": [result.get("total") for result in results],
        "complete": [result.get("complete") for result in results],
        "band": [(result.get("band") or {}).get("candidates") for result in results],
        "vector": [result.get("vector") for result in results],
        "error": [result.get("error") for result in results],
    }
    arrays = [pa.array(columns[field.name], field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def score_file(source: Path, target: Path, scorer: Scorer) -> int:
    """Score one Parquet file into another, a batch at a time; the number of its rows."""
    first = 1
    with pq.ParquetFile(source) as file, pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for batch in file.iter_batches(ROWS, columns=["subject", "manager", "appraisal"]):
            writer.write_batch(scored(batch, scorer, first))
            first += batch.num_rows
    return first - 1


def by_manager(folder: Path) -> pl.DataFrame:
    """How totals spread for each manager, read column by column; what a team raises, ``liumai.analysis.team.team`` says."""
    return (
        pl.scan_parquet(folder / "*.parquet")
        .group_by("manager")
        .agg(
            pl.len().alias("people"),
            pl.col("total").min().alias("lowest"),
            pl.col("total").max().alias("highest"),
            pl.col("error").is_not_null().sum().alias("refused"),
        )
        .sort("manager")
        .collect(engine="streaming")
    )


def main() -> None:
    """Score every file of a folder, and print the teams."""
    source, target = map(Path, sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    scorer = Scorer(load_rubrics(rubric_folder()), "en")
    for file in sorted(source.glob("*.parquet")):
        score_file(file, target / file.name, scorer)
    print(by_manager(target))


if __name__ == "__main__":
    main()
