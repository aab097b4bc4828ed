"""Fixtures of the till: `holder`, a card holder at the browser."""

from collections.abc import Iterator

import pytest

from tests.integration.payments.steps import Browser


@pytest.fixture
def holder(outside: str, api_url: str) -> Iterator[Browser]:
    """A browser at the card network, whose switches are put back afterwards."""
    made = Browser(outside)
    yield made
    made.control(
        paused=None, duplicates=None, drop=None, lose_answers=None, fail_next=None,
        shuffle_seconds=None, wrong_signature=None, debit_seconds=None,
    )  # fmt: skip
