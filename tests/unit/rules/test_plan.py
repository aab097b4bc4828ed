"""A payment plan: its parts, and how far it has been kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.plan import GRACE, Part, parts_of, steps_of

FIRST = date(2026, 12, 31)
PARTS = parts_of(10_000, 3, FIRST)


def states(paid_cents: int, on: date) -> list[str]:
    return [step.state for step in steps_of(PARTS, paid_cents, on)]


def test_parts_are_a_month_apart_and_lose_no_cent():
    assert (
        Part(date(2026, 12, 31), 3334),
        Part(date(2027, 1, 31), 3333),
        Part(date(2027, 2, 28), 3333),
    ) == PARTS


@given(cents=st.integers(1, 10**8), count=st.integers(1, 24))
def test_parts_add_up_and_differ_by_a_cent_at_most(cents: int, count: int):
    parts = [part.cents for part in parts_of(cents, count, FIRST)]
    assert sum(parts) == cents and max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("paid", "days", "wanted"),
    [
        (0, 0, ["due", "coming", "coming"]),
        (0, GRACE.days, ["due", "coming", "coming"]),
        (0, GRACE.days + 1, ["missed", "coming", "coming"]),
        (3333, GRACE.days + 1, ["missed", "coming", "coming"]),
        (3334, GRACE.days + 1, ["paid", "due", "coming"]),
        (9999, 0, ["paid", "paid", "due"]),
        (10_000, 400, ["paid", "paid", "paid"]),
        (12_000, 400, ["paid", "paid", "paid"]),
        (-50, 0, ["due", "coming", "coming"]),
        (0, 400, ["missed", "missed", "missed"]),
    ],
)
def test_where_each_part_stands(paid: int, days: int, wanted: list[str]):
    assert states(paid, FIRST + timedelta(days=days)) == wanted


@given(paid=st.integers(0, 12_000), days=st.integers(0, 400))
def test_what_is_left_is_what_was_not_paid(paid: int, days: int):
    steps = steps_of(PARTS, paid, FIRST + timedelta(days=days))
    assert sum(step.left_cents for step in steps) == max(10_000 - paid, 0)
