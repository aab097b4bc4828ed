"""A payment plan: what is owed in some parts, a month apart, and how far it has been kept.

Nothing of it is stored but the parts: how far it is follows from what was paid. Amounts are minor
units of one currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chalicelib.rules.calendar import months_after

GRACE = timedelta(days=5)
"""A part that comes some days late (a weekend, a slow bank) has not been missed."""

State = Literal["paid", "due", "missed", "coming"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: an amount, and the day by which it is to be paid."""

    on: date
    cents: int


@dataclass(frozen=True, slots=True)
class Step:
    """Where one part stands: what of it is left, and whether it can still wait."""

    part: Part
    left_cents: int
    state: State


def parts_of(cents: int, count: int, first_on: date) -> tuple[Part, ...]:
    """`cents` in `count` parts a month apart; the first ones carry the odd cents."""
    each, odd = divmod(cents, count)
    return tuple(
        Part(months_after(first_on, place), each + (1 if place < odd else 0))
        for place in range(count)
    )


def steps_of(parts: Sequence[Part], paid_cents: int, on: date) -> tuple[Step, ...]:
    """Where each part stands on a day, when so much of the whole has been paid.

    What is paid goes to the earliest part that is open, whenever it comes.
    """
    found = []
    due_seen = False
    for part in parts:
        left = part.cents - min(max(paid_cents, 0), part.cents)
        paid_cents -= part.cents - left
        state: State = "coming"
        if not left:
            state = "paid"
        elif on > part.on + GRACE:
            state = "missed"
        elif not due_seen:
            state = "due"
        due_seen = due_seen or bool(left)
        found.append(Step(part, left, state))
    return tuple(found)
