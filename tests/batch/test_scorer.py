"""What repeats in a batch is scored once: its lines are those of the reader and the scoring, whatever a line holds."""

import json
import random
from dataclasses import replace

import pytest

from liumai.batch import scorer
from liumai.batch.scorer import Scorer
from liumai.core import scoring_cache
from liumai.core.appraisal_file import read_appraisal
from liumai.core.errors import RefusedError
from liumai.core.result_json import result_data
from liumai.core.rubric import RATINGS
from liumai.core.scoring import score
from liumai.formats.json_text import parse_line
from liumai.formats.plain_data import LIMIT, explained
from tests.support.random_appraisals import (
    random_appraisal,
    random_company_appraisal,
    random_worded_appraisal,
)

HEAD = '{"rubric":"six-veins-2006","criteria":'
RATED = '"ratings":["met","met","partial","unmet","unmet"]'
# Each is like a line that is scored, and is not that line; what comes first is in the memory already.
ODD = [
    HEAD + '{"teamwork":{"score":1}}}',
    HEAD + '{"teamwork":{"score":true}}}',
    HEAD + '{"teamwork":{"score":1.0}}}',
    HEAD + '{"teamwork":{"score":-0}}}',
    HEAD + '{"teamwork":{"score":"1"}}}',
    HEAD + '{"teamwork":{"score":1,"score":1}}}',
    HEAD + '{"teamwork":{"score":1,"\\u0073core":1}}}',
    HEAD + '{"teamwork":{"score" : 1}, "teamwork" :{"score":1}}}',
    HEAD + '{"teamwork":{"score":1,"justification":"9:30"}}}',
    HEAD + '{"teamwork":{"score":1,"justification":"9:30","justification":"9:30"}}}',
    HEAD + '{"teamwork":{"score":1,"justification":9}}}',
    HEAD + '{"teamwork":{"score":1,"justification":"\\ud800"}}}',
    HEAD + '{"teamwork":{"score":NaN}}}',
    HEAD + '{"teamwork":{"score":1e400}}}',
    HEAD + '{"teamwork":{"score":' + "9" * 5000 + "}}}",
    HEAD + '{"teamwork":{"score":1,"ratings":null}}}',
    HEAD + '{"teamwork":{' + RATED + "}}}",
    HEAD + '{"teamwork":{' + RATED.replace(":[", ':{"a":[').replace("]", "]}") + "}}}",
    HEAD + '{"teamwork":{' + RATED.replace('"met","met"', '"met"') + "}}}",
    HEAD + '{"teamwork":{' + RATED.replace('"met","met"', '"met",["met"]') + "}}}",
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":1,"verdict":"compliant"}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":true,"verdict":"compliant"}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":1.0,"verdict":"compliant"}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":1,"verdict":"compliant","text":null}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":1,"verdict":"compliant","more":1}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[{"level":1}]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":["level"]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":[]}}}',
    HEAD + '{"teamwork":{"score":1,"cases":{}}}}',
    HEAD + '{"teamwork":{"score":1,"cases":null}}}',
    HEAD + '{"teamwork":{"score":1},"teamworc":{"score":1}}}',
    HEAD + '{"teamwork":null}}',
    HEAD + '{"teamwork":["score"]}}',
    HEAD + "{}}",
    HEAD + "null}",
    HEAD + "[]}",
    HEAD + '{},"subject":"a","period":"b"}',
    HEAD + '{},"subject":1}',
    HEAD + '{},"manager":"a"}',
    HEAD + '{},"evidence":"recorded"}',
    HEAD + '{},"evidence":["recorded"]}',
    HEAD.replace("2006", "2007") + "{}}",
    HEAD.replace('"six-veins-2006"', "{}") + "{}}",
    '{"criteria":{}}',
    '{"rubric":"six-veins-2006"}',
    "[" * 5000,
    '["rubric"]',
    '"rubric"',
    "7",
    "",
    " \t",
    HEAD + "{}} {}",
    "\ufeff" + HEAD + "{}}",
    HEAD + "{}}" + " " * LIMIT,
]


def plain(rubrics, number, line, language):
    """What a line gives by the reader and the scoring, without any memory."""
    try:
        appraisal = read_appraisal(parse_line(line), rubrics)
    except RefusedError as refused:
        error = "; ".join(explained(fault, language) for fault in refused.faults)
        data = {"line": number, "error": error}
    else:
        data = result_data(appraisal, score(rubrics[appraisal.rubric], appraisal))
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def damaged(dice, line):
    """A line with one of its bytes gone, doubled, or another."""
    place = dice.randrange(len(line))
    return (
        line[:place] + dice.choice([b"", line[place : place + 1] * 2, dice.randbytes(1)]) + line[place + 1 :]
    )


def random_lines(count, seed):
    dice = random.Random(seed)
    for _ in range(count):
        appraisal = dice.choice([random_appraisal, random_company_appraisal, random_worded_appraisal])(dice)
        line = json.dumps(appraisal, ensure_ascii=dice.random() < 0.2).encode()
        yield damaged(dice, line) if dice.random() < 0.2 else line


def test_a_mapping_of_ratings_is_no_list_of_them(rubric):
    """Seen where a criterion has no more levels than there are ratings."""
    first, *others = rubric.criteria
    small = replace(rubric, criteria=(replace(first, levels=first.levels[: len(RATINGS)]), *others))
    good = HEAD + '{"' + first.id + '":{"ratings":' + json.dumps(RATINGS) + "}}}"
    bad = HEAD + json.dumps({first.id: {"ratings": dict.fromkeys(RATINGS, 1)}}) + "}"
    rubrics = {small.id: small}
    lines = [good.encode(), bad.encode()]
    scored = Scorer(rubrics, "en").score(1, lines)
    assert scored.text == "".join(plain(rubrics, *one, "en") for one in enumerate(lines, 1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_batch_says_of_each_line_what_the_scoring_says(rubrics, language):
    lines = [*(line.encode("utf-8", "surrogatepass") for line in ODD * 2), *random_lines(3000, 7)]
    scored = Scorer(rubrics, language).score(1, lines)
    assert scored.text == "".join(plain(rubrics, *one, language) for one in enumerate(lines, 1))
    assert scored.failed


def test_duplicate_keys_are_refused_wherever_they_stand(rubrics):
    line = HEAD + '{"teamwork":{"score":1,"cases":[%s],"justification":"9:30"}}}'
    case = '{"level":1,"verdict":"compliant","text":"at 10:15"}'
    twice = '{"level":1,"verdict":"compliant","text":"at 10:15","text":"at 10:15"}'
    scored = Scorer(rubrics, "en").score(1, [(line % case).encode(), (line % twice).encode()])
    good, bad = map(json.loads, scored.text.splitlines())
    assert good["total"] == 1
    assert bad == {
        "line": 2,
        "error": "criteria.teamwork.cases[0].text: found this key twice; expected it once",
    }


def test_a_full_cache_changes_no_result(rubrics, monkeypatch):
    lines = list(random_lines(300, 9))
    expected = Scorer(rubrics, "en").score(1, lines)
    monkeypatch.setattr(scoring_cache, "MAX_CACHED", 3)
    small = Scorer(rubrics, "en")
    assert small.score(1, lines) == expected
    caches = [cache for each in small._caches.values() for cache in (each._score_pattern, each._outcome)]
    assert max(cache.cache_info().currsize for cache in caches) == 3
    assert scorer._criterion_json.cache_info().maxsize == 1 << 16
