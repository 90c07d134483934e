"""The vectors that the site publishes, asked of the core by whichever Python runs the tests."""

from liumai.core.rubric import EVIDENCE
from tests.support.published_vectors import check, core, read


def test_the_core_agrees_with_every_published_vector(site):
    assert check(site, core(site)) >= 2_000


def test_the_pack_covers_every_finding_band_and_way_of_reading_cases(site, rubrics):
    answered = [(question, answer["result"]) for question, answer in read(site) if "result" in answer]
    for name, rubric in rubrics.items():
        own = [(question["appraisal"], result) for question, result in answered if result["rubric"] == name]
        raised = {
            code
            for _, r in own
            for code in (*r["findings"], *(c for x in r["criteria"] for c in x["findings"]))
        }
        # Those of a year or a team are raised by no single appraisal.
        # Below a bound that is illegible no band is certain, so what hangs on a certain one there is never raised.
        lost = any(band.from_ is None for band in rubric.bands)
        silent = {
            finding.code
            for finding in rubric.findings
            if finding.scope not in ("criterion", "appraisal") or (finding.when.band and lost)
        }
        assert raised == set(rubric.finding) - silent
        candidates = {tuple(r["band"]["candidates"]) for _, r in own if r["band"]}
        assert {band for names in candidates for band in names} == {band.id for band in rubric.bands}
        assert {appraisal.get("evidence", "assumed") for appraisal, _ in own} == set(EVIDENCE)


def test_refused_vectors_cover_every_code_that_data_can_raise(site):
    codes = {fault["code"] for _, answer in read(site) for fault in answer.get("faults", ())}
    assert codes == {
        "missing", "wrong-kind", "unknown-key", "unknown-name", "wrong-count", "one-of-two", "off-scale", "syntax",
    }  # fmt: skip
