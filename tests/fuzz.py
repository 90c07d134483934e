"""Fuzzing with coverage: ``make fuzz``. What crashes, hangs for a second or fills the memory is written to build/fuzz/.

Arguments are libFuzzer's, such as ``-max_total_time=600``; the first byte of an input says what it is read as.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports():
    from liumai.batch.scorer import Scorer
    from liumai.core.appraisal_file import read_appraisal
    from liumai.core.errors import RefusedError
    from liumai.core.vector import from_vector
    from liumai.formats.yaml_file import parse
    from liumai.rubric_files.loader import load_rubrics, rubric_folder

FOUND = Path(__file__).resolve().parents[1] / "build" / "fuzz"
SEEDS = {
    "yaml": b"\0rubric: six-veins-2006\ncriteria:\n  teamwork: {score: 2.5, cases: [{level: 1, verdict: compliant}]}\n",
    "json": b'\0{"rubric": "six-veins-2006", "criteria": {"teamwork": {"ratings": ["met", "met", "met", "met", "met"]}}}',
    "line": b'\1{"rubric": "nine-swords", "criteria": {}}',
    "vector": b"\2six-veins-2006:mmpuu.mmmmm.uumuu.mmmmu.pmmmm.mmmmu",
}
RUBRICS = load_rubrics(rubric_folder())
SCORER = Scorer(RUBRICS, "en")


def one_input(data: bytes) -> None:
    """Read an input; refusing it is fine, anything else that is raised is a find."""
    kind, rest = data[:1], data[1:]
    try:
        if kind == b"\2":
            from_vector(rest.decode(errors="replace"), RUBRICS)
        elif kind == b"\1":
            SCORER.score(1, [rest])
        else:
            read_appraisal(parse("input", rest).data, RUBRICS)
    except RefusedError as refused:
        assert refused.faults


if __name__ == "__main__":
    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, seed in SEEDS.items():
        (corpus / name).write_bytes(seed)
    limits = ["-timeout=1", "-rss_limit_mb=400", "-max_len=4096", f"-artifact_prefix={FOUND}/"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[1:], str(corpus)], one_input)
    atheris.Fuzz()
