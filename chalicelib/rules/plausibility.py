"""Whether an index can be right: accept, ask again, or refuse, with facts for the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chalicelib.rules.calendar import Period, months_after
from chalicelib.rules.measure import PER_UNIT
from chalicelib.rules.meter import span, used
from chalicelib.rules.money import round_div
from chalicelib.rules.usage import ESTIMATED, REAL, Reading, Use

ACCEPT, ASK, REFUSE = "accept", "ask", "refuse"
OFTEN = 3
"""A use of more than this many times the usual is asked about."""
SMALL = 5 * PER_UNIT
"""Below 5 kWh or 5 m3 nothing is unusual: a small use has no usual."""
STILL_DAYS = 28
"""An index that has not moved for so long is asked about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with an index. `used` is what it would make, in whole Wh or dm3.

    Codes: `reading_fine`, `reading_first`, `reading_rolled_over`, `reading_confirmed` (accept);
    `reading_unusual`, `reading_unchanged`, `reading_below_estimate` (ask);
    `reading_lower`, `reading_too_many_digits`, `reading_in_future`, `reading_before_last`,
    `reading_impossible` (refuse).
    """

    answer: str
    code: str
    used: int = 0
    days: int = 0
    facts: Mapping[str, int | str] = field(default_factory=dict)


def judge(
    index: int,
    on: date,
    last: Reading | None,
    *,
    today: date,
    digits: int,
    usual: int | None = None,
    most_a_day: int | None = None,
    confirmed: bool = False,
) -> Verdict:
    """Judge the index of one register against the last one.

    `last` is the last real reading before `on`, or the last estimate where no real one exists.
    `usual` is what `usual_use` says for the same days; `most_a_day` what the connection can carry
    (subscribed power x 24 h). A customer's self-reading is refused only when it cannot be
    (énergie-médiateur, recommendation 2010-0682); all else is asked about, and `confirmed` settles
    it. A lower index is right when the dial rolled over, and may be when the last was an estimate.
    """
    if not 0 <= index < span(digits):
        return Verdict(REFUSE, "reading_too_many_digits", facts={"digits": digits})
    if on > today:
        return Verdict(REFUSE, "reading_in_future", facts={"on": on.isoformat()})
    if last is None:
        return Verdict(ACCEPT, "reading_first")
    days = (on - last.on).days
    facts: dict[str, int | str] = {"last_index": last.index, "last_on": last.on.isoformat()}
    if days < 0:
        return Verdict(REFUSE, "reading_before_last", facts=facts)
    amount = used(last.index, index, digits)
    most = most_a_day * max(days, 1) if most_a_day is not None else None
    lower = index < last.index
    if lower and not _rolled_over(last, amount, digits, usual, most):
        if last.kind == ESTIMATED:
            accepted = ACCEPT if confirmed else ASK
            return Verdict(accepted, "reading_below_estimate", index - last.index, days, facts)
        return Verdict(REFUSE, "reading_lower", 0, days, facts)
    if most is not None and amount > most:
        return Verdict(REFUSE, "reading_impossible", amount, days, facts | {"most": most})
    doubt, more = _doubt(amount, days, usual)
    if doubt and not confirmed:
        return Verdict(ASK, doubt, amount, days, facts | more)
    if doubt:
        return Verdict(ACCEPT, "reading_confirmed", amount, days, facts | more)
    return Verdict(ACCEPT, "reading_rolled_over" if lower else "reading_fine", amount, days, facts)


def _rolled_over(
    last: Reading, amount: int, digits: int, usual: int | None, most: int | None
) -> bool:
    """A dial rolls over from its last tenth into its first, by no more than can have been used."""
    if last.index < span(digits) * 9 // 10 or amount > span(digits) // 10:
        return False
    if usual is not None and amount > max(usual * 10, SMALL):
        return False
    return most is None or amount <= most


def _doubt(amount: int, days: int, usual: int | None) -> tuple[str, dict[str, int | str]]:
    if usual is None:
        return "", {}
    if amount > max(usual * OFTEN, SMALL):
        times = round_div(amount, max(usual, 1))
        return "reading_unusual", {"used": amount, "usual": usual, "times": times}
    if amount == 0 and days >= STILL_DAYS and usual > SMALL:
        return "reading_unchanged", {"used": 0, "usual": usual, "days": days}
    return "", {}


def usual_use(uses: Sequence[Use], period: Period) -> int | None:
    """What one would expect in a period, from one register's past; None without any real use.

    Last year's same days where they were measured, or else the mean day of all real use.
    """
    real = [use for use in uses if use.kind == REAL]
    before = Period(months_after(period.from_on, -12), months_after(period.until_on, -12))
    if before.days and covered(real, before) == before.days:
        return sum(use.between(before) for use in real)
    days = sum(use.period.days for use in real)
    if not days:
        return None
    return round_div(sum(use.quantity for use in real) * period.days, days)


def covered(uses: Sequence[Use], period: Period) -> int:
    """How many days of a period some uses of one register cover (they do not overlap)."""
    return sum(own.days for use in uses if (own := use.period.overlap(period)))
