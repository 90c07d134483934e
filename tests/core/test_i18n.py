"""Texts of two languages: filled in, joined, and given in one language."""

import pytest

from liumai.core.i18n import Translator, format_text, in_both_languages, join_texts
from liumai.core.rubric import Text

TABLE = {"mean": Text("{who} 均分 {mean}", "{who}: mean {mean}")}
NAME = Text("协作", "Teamwork")


@pytest.mark.parametrize(("language", "text"), [("zh", "协作 均分 3.5"), ("en", "Teamwork: mean 3.5")])
def test_a_message_in_one_language_with_figures_and_texts(language, text):
    translator = Translator(language)
    assert translator.message(TABLE, "mean", who=NAME, mean=3.5) == text
    assert translator.text(NAME) == text[: len(translator.text(NAME))]


def test_an_unknown_message_or_a_missing_value_is_an_error():
    with pytest.raises(KeyError, match="median"):
        Translator("en").message(TABLE, "median")
    with pytest.raises(KeyError, match="mean"):
        Translator("en").message(TABLE, "mean", who=NAME)


def test_braces_in_a_value_stay_as_they_are():
    assert Translator("en").message(TABLE, "mean", who="{mean}", mean=1) == "{mean}: mean 1"


def test_texts_are_filled_in_and_joined_in_both_languages():
    assert format_text(TABLE["mean"], {"who": NAME, "mean": in_both_languages(2)}) == Text(
        "协作 均分 2", "Teamwork: mean 2"
    )
    assert join_texts([NAME, in_both_languages(1)]) == Text("协作、1", "Teamwork, 1")
    assert join_texts([NAME, NAME], Text("或", " or ")) == Text("协作或协作", "Teamwork or Teamwork")
