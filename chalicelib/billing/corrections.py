"""When real readings come after an estimate, the difference is invoiced, never a second bill."""

from collections.abc import Iterator

from chalicelib.billing.billed import BILLS
from chalicelib.billing.cases import Case, make
from chalicelib.billing.facts import Draft, Invoice, Kind
from chalicelib.rules.bill import Bill
from chalicelib.rules.calendar import Period
from chalicelib.rules.correct import deduct, difference


def drafts(case: Case) -> Iterator[Draft]:
    """A correction for each estimated bill of the contract whose days are all really read by now.

    What the law forbids to charge by then (`not_before`) is left out of the new bill too. A
    difference of nothing is not invoiced, and looked at again at the next run.
    """
    guards = {each.guard for each in case.billed}
    for each in case.billed:
        name = f"correction#{each.number}"
        if each.kind not in BILLS or not each.estimated or name in guards:
            continue
        if not _read_by_now(case, each.period):
            continue
        old = case.load([each.number])[0]
        change = changed(case, old, case.bill(old.period))
        if not change.lines:
            continue
        kind: Kind = "credit_note" if change.total_cents < 0 else "correction"
        yield make(case, kind, change, name, preceding=old.number)


def again(case: Case, number: str) -> Draft | None:
    """A correction of any bill by what is known now (a reading was wrong and has been put right).

    None when nothing changes.
    """
    old = case.load([number])[0]
    before = [each for each in case.billed if each.guard.startswith(f"correction#{number}")]
    earlier = case.load(each.number for each in before)
    change = changed(case, old, case.bill(old.period))
    for each in earlier:
        change = difference(change, each.bill)
    if not change.lines:
        return None
    kind: Kind = "credit_note" if change.total_cents < 0 else "correction"
    name = f"correction#{number}" + (f"#{len(before)}" if before else "")
    return make(case, kind, change, name, preceding=number)


def changed(case: Case, old: Invoice, new: Bill) -> Bill:
    """What a new bill for the period of an old invoice changes, its deductions included."""
    numbers = {line.source for line in old.bill.lines if line.family == "instalment"}
    again = deduct(new, [(each.number, each.bill) for each in case.load(numbers)])
    return difference(again, old.bill)


def _read_by_now(case: Case, period: Period) -> bool:
    return bool(case.known.meters) and case.read_until(period.from_on) >= period.until_on
