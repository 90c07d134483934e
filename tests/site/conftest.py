"""The built pages, read once."""

import pytest

from tests.support.built_pages import read_site


@pytest.fixture(scope="session")
def pages(site):
    return read_site(site)
