"""How far readers agree: tables worked by hand, one of Krippendorff's own, and where alpha is not defined."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liumai.analysis.krippendorff import RELIABLE, TENTATIVE, Agreement, agreement, disagreement

# The example of Krippendorff (2011), section E: four observers, twelve units, values missing; he gives .815 and .849.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def test_krippendorffs_own_example_gives_his_figures():
    units = list(zip(*OBSERVERS, strict=True))
    assert [round(float(agreement(units, kind).alpha), 3) for kind in ("ordinal", "interval")] == [
        0.815,
        0.849,
    ]


@pytest.mark.parametrize(
    ("units", "ordinal", "interval"),
    [
        # Two readers, alike on each of two units that differ: nothing is observed to part.
        ([(0, 0), (2, 2)], 1, 1),
        # n = 4, each value twice. They part in both units: o(0,2) = 1 + 1 = 2, against n(0) n(2) = 4.
        # Whatever δ² is, it stands above and below: 1 - 3 * 2 / 4.
        ([(0, 2), (2, 0)], Fraction(-1, 2), Fraction(-1, 2)),
        # n = 4: n(0) = 1, n(1) = 1, n(2) = 2; one unit parts, o(0,1) = 1.
        # interval: δ² = 1, 4, 1; expected 1*1*1 + 1*2*4 + 1*2*1 = 11; 1 - 3 * 1 / 11.
        # ordinal: δ(0,1) = 2 - 1 = 1, δ(0,2) = 4 - 3/2 = 5/2, δ(1,2) = 3 - 3/2 = 3/2;
        # expected 1 + 2 * 25/4 + 2 * 9/4 = 18; 1 - 3 * 1 / 18.
        ([(0, 1), (2, 2)], Fraction(5, 6), Fraction(8, 11)),
        # Three readers in one unit, two in another, a lone value that is left out: n = 5, n(0) = 2, n(2) = 3.
        # Unit one: 2 * 1 pairs of 0 and 2, divided by 2; o = 1 against 2 * 3; 1 - 4 * 1 / 6.
        ([(0, 0, 2), (None, 2, 2), (1, None, None)], Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_tables_worked_by_hand(units, ordinal, interval):
    assert agreement(units, "ordinal") == Agreement(Fraction(ordinal))
    assert agreement(units, "interval") == Agreement(Fraction(interval))


@pytest.mark.parametrize(
    ("units", "why"),
    [
        ([], "no-pairs"),
        ([(1,), (2,)], "no-pairs"),
        ([(1, None), (None, 2)], "no-pairs"),
        ([(2, 2), (2, 2)], "no-variation"),
        ([(2, 2), (None, 1)], "no-variation"),
    ],
)
@pytest.mark.parametrize("measure", ["ordinal", "interval"])
def test_alpha_is_not_defined_where_chance_cannot_be_told(units, why, measure):
    found = agreement(units, measure)
    assert (found.alpha, found.undefined, found.reading) == (None, why, None)


def test_what_may_be_built_on_it():
    assert Agreement(RELIABLE).reading == "alike"
    assert Agreement(TENTATIVE).reading == Agreement(Fraction(799, 1000)).reading == "tentative"
    assert Agreement(Fraction(666, 1000)).reading == Agreement(Fraction(-1)).reading == "apart"


TABLE = st.integers(1, 5).flatmap(
    lambda readers: st.lists(st.tuples(*[st.none() | st.integers(0, 4)] * readers), max_size=6)
)


@given(TABLE, st.randoms())
def test_who_reads_and_in_which_order_does_not_matter(units, chance):
    shuffled = [chance.sample(unit, len(unit)) for unit in chance.sample(units, len(units))]
    for measure in ("ordinal", "interval"):
        found = agreement(units, measure)
        assert agreement(shuffled, measure) == found
        assert found.alpha is None or found.alpha <= 1


def test_disagreement_is_that_of_all_pairs():
    assert disagreement([2, 2, 0]) == 8
    assert disagreement([1, 1]) == disagreement([]) == 0
