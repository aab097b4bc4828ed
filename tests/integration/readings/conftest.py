"""The clock stands still at noon of 5 November 2026, unless a test moves it; readings are taken
from the 1st to the 28th, whatever the packs say.
"""

from collections.abc import Iterator

import pytest

from chalicelib import clock
from chalicelib.metering import window
from tests.cloud import TestCloud
from tests.integration.readings.steps import NOON


@pytest.fixture(autouse=True)
def noon(cloud: TestCloud) -> Iterator[None]:
    """Now is `NOON`."""
    with clock.freeze(NOON):
        yield


@pytest.fixture(autouse=True)
def until_28(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window of readings ends with the 28th of each month."""
    monkeypatch.setattr(window, "_of_month", lambda _, first: (first, first.replace(day=28)))
