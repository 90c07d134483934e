"""Krippendorff's alpha as another implementation works it out, in floating point: the package of that name."""

import random

import krippendorff
import pytest

from liumai.analysis.krippendorff import agreement


def elsewhere(units, measure):
    """Alpha by the package, or None where it refuses or gives no figure."""
    rows = [[float("nan") if value is None else value for value in row] for row in zip(*units, strict=True)]
    try:
        return krippendorff.alpha(reliability_data=rows, level_of_measurement=measure)
    except ValueError:
        return None


@pytest.mark.parametrize("measure", ["ordinal", "interval"])
def test_random_tables_agree(measure):
    chance = random.Random(2006)
    defined = 0
    for _ in range(400):
        readers, values = chance.randint(2, 9), chance.randint(2, 6)
        holes = chance.choice([0, 0.2, 0.6])
        units = [
            [None if chance.random() < holes else chance.randrange(values) for _ in range(readers)]
            for _ in range(chance.randint(2, 12))
        ]
        found = agreement(units, measure)
        if found.alpha is None:
            continue  # there the package refuses, or divides by nothing
        defined += 1
        assert float(found.alpha) == pytest.approx(elsewhere(units, measure), abs=1e-9), units
    assert defined > 300


def test_where_ours_is_not_defined_the_package_gives_no_figure_to_rely_on():
    assert elsewhere([[2, 2], [2, 2]], "ordinal") is None
    assert agreement([[2, 2], [2, 2]], "ordinal").undefined == "no-variation"
