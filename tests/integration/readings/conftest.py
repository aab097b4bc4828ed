"""The clock stands still at noon of 5 November 2026, unless a test moves it."""

from collections.abc import Iterator

import pytest

from chalicelib import clock
from tests.cloud import TestCloud
from tests.integration.readings.steps import NOON


@pytest.fixture(autouse=True)
def noon(cloud: TestCloud) -> Iterator[None]:
    """Now is `NOON`."""
    with clock.freeze(NOON):
        yield
