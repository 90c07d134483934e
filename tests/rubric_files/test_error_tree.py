"""The exceptions of the package form one tree."""

from liumai import RefusedError
from liumai.analysis.promotion import OffScaleError
from liumai.core.errors import LiumaiError
from liumai.formats.json_text import NotJsonError
from liumai.rubric_files.loader import RubricError


def test_every_exception_is_a_liumai_error():
    assert all(
        issubclass(error, LiumaiError) for error in (RefusedError, NotJsonError, OffScaleError, RubricError)
    )
    assert issubclass(RefusedError, ValueError)
    assert issubclass(NotJsonError, RefusedError)
    assert issubclass(OffScaleError, ValueError)
