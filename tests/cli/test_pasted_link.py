"""Links as chat and mail programs leave them: the command line finds the vector, as the page does (tests/widget/links.test.mjs)."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from liumai.cli.main import main
from liumai.cli.pasted_link import vector_in

LINKS = json.loads((Path(__file__).parents[1] / "fixtures" / "links.json").read_text(encoding="utf-8"))[
    "links"
]
VECTOR = "six-veins-2006:mmpuu.mmmmu.mm--u.mmmmm.pmmmm.mmmmu"
LINK = f"看看：https://example.test/calculator/#a={VECTOR}&r=01234567-89abcdef&from=singlemessage）。"
# Signs that are in no vector, and do not begin a parameter or another link.
AROUND = st.text(
    st.characters(
        exclude_categories=["L", "M", "N", "Cs", "Z"], exclude_characters="-.:&?#%=\u2010\u2011\u2212－﹣"
    ),
    max_size=4,
)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["name"])
def test_a_pasted_link_is_found_in_whatever_stands_round_it(link):
    assert vector_in(link["text"]) == link["vector"]


@given(AROUND, AROUND)
def test_signs_of_any_script_round_a_vector_are_cut_away(before, after):
    assert vector_in(before + VECTOR + after) == VECTOR
    assert vector_in(f"{before}https://example.test/#a={VECTOR}{after}") == VECTOR


@pytest.mark.parametrize("command", ["score", "year"])
def test_the_command_line_takes_a_link_for_a_vector(command):
    results = [
        CliRunner().invoke(main, [command, "--vector", text, "--format", "json"]) for text in (VECTOR, LINK)
    ]
    assert [result.exit_code for result in results] == [0, 0]
    assert results[0].stdout == results[1].stdout


def test_what_is_wrong_in_a_link_is_told():
    for wrong, told in (
        (VECTOR.replace("pmmmm", "pmmm"), "passion"),
        (VECTOR.replace("pmmmm", "pmmxm"), "found x"),
    ):
        result = CliRunner().invoke(main, ["score", "--vector", LINK.replace(VECTOR, wrong), "--lang", "en"])
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr
