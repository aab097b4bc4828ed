"""The clock stands still on the morning of 2 November 2026, the day of a billing run."""

from collections.abc import Iterator

import pytest

from chalicelib import clock
from tests.cloud import TestCloud
from tests.integration.billing.steps import MORNING


@pytest.fixture(autouse=True)
def morning(cloud: TestCloud) -> Iterator[None]:
    """Now is `MORNING`."""
    with clock.freeze(MORNING):
        yield
