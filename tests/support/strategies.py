"""Hypothesis strategies of ratings, cases, entries and appraisals."""

from hypothesis import strategies as st

from liumai.core.appraisal import Appraisal, Entry, RecordedCase
from liumai.core.rubric import RATINGS, VERDICTS

RATING = st.sampled_from(RATINGS)
CASE = st.builds(RecordedCase, st.integers(1, 5), st.sampled_from(VERDICTS), st.text(max_size=5))
ENTRY = st.builds(Entry, st.tuples(*[RATING] * 5), st.lists(CASE, max_size=6).map(tuple))
EVIDENCE = st.sampled_from(["assumed", "recorded"])
APPRAISAL = st.builds(Appraisal, st.just("six-veins-2006"), st.tuples(*[ENTRY] * 6), EVIDENCE)
