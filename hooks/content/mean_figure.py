"""A mean in a page: two decimal places at most, the exact figure on demand."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from liumai.core.number_format import decimal, rounded


def mean_html(mean: Fraction) -> Markup:
    """A mean as HTML: rounded, with the exact figure as its title where it differs."""
    shown, exact = rounded(mean), decimal(mean)
    if shown == exact:
        return Markup(shown)
    return Markup('<span title="= {}">{}</span>').format(exact, shown)
