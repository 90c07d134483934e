"""HR's sample: the same seed draws the same appraisals, however the file is sorted and whoever else is in it."""

import random

import pytest

from liumai.analysis.sampling import draw
from liumai.analysis.scored_file import ScoredFile
from liumai.formats.group_file import read_appraisals
from tests.support.group_files import HEAD, rows

MAIN = "six-veins-2006"
# SHA-256 of "7", the person, the manager, "2006 q2", the rubric and "0", a line each: the three smallest of 24 people.
WRITTEN = ["员工00016", "员工00021", "员工00019"]


def scored(rubrics, listed):
    text = "\n".join(",".join(map(str, row)) for row in [HEAD, *listed])
    reading = ScoredFile(rubrics)
    reading.take_all(read_appraisals("csv", text.encode(), rubrics, MAIN))
    return reading.scored


def names(found, sample):
    return [found[index].appraisal_row.subject for index in sample.drawn]


def test_a_seed_draws_the_same_people_in_any_order_of_the_file(rubrics):
    listed = rows(60)
    found = scored(rubrics, listed)
    drawn = names(found, draw(found, 7, "2006Q2"))
    assert len(set(drawn)) == 7
    random.Random(3).shuffle(listed)
    mixed = scored(rubrics, listed)
    assert names(mixed, draw(mixed, 7, " 2006Q2 ")) == drawn
    assert names(found, draw(found, 9, "2006Q2"))[:7] == drawn
    assert names(found, draw(found, 7, "2006Q3")) != drawn


def test_what_is_drawn_is_written_down(rubrics):
    """A version of Python, or of this program, that drew others would make a shown seed worthless."""
    found = scored(rubrics, rows(24))
    assert names(found, draw(found, 3, "7")) == WRITTEN


def test_only_what_is_checked_by_samples_is_drawn_and_no_more_than_there_is(rubrics):
    listed = [
        ["甲", "李", "2006Q2", *[5] * 6],
        ["乙", "李", "2006Q2", *[3] * 6],
        ["丙", "李", "2006Q2", *[1] * 6],
    ]
    found = scored(rubrics, listed)
    sample = draw(found, 5, "x")
    assert (names(found, sample), sample.pool) == (["乙"], 1)
    assert draw(found, 0, "x").drawn == ()
    assert draw(found, 5, "x", rubric="nine-swords").pool == 0


def test_so_many_of_each_manager(rubrics):
    found = scored(rubrics, rows(36))
    drawn = draw(found, 2, "x", of_each_manager=True).drawn
    assert [found[index].appraisal_row.manager for index in drawn] == [
        f"主管{n:04}" for n in (0, 0, 1, 1, 2, 2)
    ]


@pytest.mark.parametrize("seed", ["x", "种子"])
def test_one_person_twice_may_be_drawn_twice(rubrics, seed):
    found = scored(rubrics, [["甲", "李", "2006Q2", *[3] * 6]] * 2)
    assert sorted(draw(found, 5, seed).drawn) == [0, 1]
