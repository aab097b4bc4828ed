"""When a customer's reading counts: the operator's days of each month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from chalicelib.operators import Operator
from chalicelib.rules.calendar import months_after


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both in, in which a reading counts; the present window or the next one."""

    from_on: date
    until_on: date
    open: bool


def window_at(operator: Operator, on: date) -> Window:
    """The window that is open on a day, else the next (requirements D11: until the 25th).

    A day that the month does not have is its last.
    """
    this = _of_month(operator, on.replace(day=1))
    if on <= this[1]:
        return Window(*this, open=on >= this[0])
    return Window(*_of_month(operator, months_after(on.replace(day=1), 1)), open=False)


def _of_month(operator: Operator, first: date) -> tuple[date, date]:
    length = monthrange(first.year, first.month)[1]
    window = operator.reading
    return (
        first.replace(day=min(window.from_day, length)),
        first.replace(day=min(window.until_day, length)),
    )
