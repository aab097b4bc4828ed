"""When real readings come after an estimate, the difference is invoiced, never a second bill."""

from collections.abc import Iterator

from chalicelib.billing.cases import Case, make
from chalicelib.billing.facts import Draft, Invoice, Kind
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.correct import deduct, difference

BILLS = ("consumption", "final")


def drafts(case: Case) -> Iterator[Draft]:
    """A correction for each estimated bill of the contract whose days are all really read by now.

    What the law forbids to charge by then (`not_before`) is left out of the new bill too. A
    difference of nothing is not invoiced, and tried again at the next run.
    """
    for old in case.history:
        if old.kind not in BILLS or not old.bill.estimated or not _read_by_now(case, old.period):
            continue
        if any(each.content.preceding == old.number for each in case.history):
            continue
        change = difference(_again(case, old), old.bill)
        if change.total_cents == 0 and not change.lines:
            continue
        kind: Kind = "credit_note" if change.total_cents < 0 else "correction"
        yield make(case, kind, change, f"correction#{old.number}", preceding=old.number)


def _again(case: Case, old: Invoice) -> Bill:
    """The old bill made again with what is known now, deductions included."""
    new = case.bill(old.period)
    deducted = [line for line in old.bill.lines if line.family == "instalment"]
    if not deducted:
        return new
    numbers = {line.source for line in deducted}
    earlier = [(each.number, each.bill) for each in case.history if each.number in numbers]
    return deduct(new, earlier)


def _read_by_now(case: Case, period: Period) -> bool:
    return bool(case.known.meters) and case.read_until(period.from_on) >= period.until_on
