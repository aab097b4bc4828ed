"""What clerks do about bills, each act with its role and in the trail."""

from datetime import date
from typing import cast

from chalicelib import audit, clock, operators
from chalicelib.accounts import account as accounts
from chalicelib.accounts import clerks, customers
from chalicelib.billing import amending, invoices, leaks, overseeing, reading, rehearsing, reviewing
from chalicelib.billing.documents.words import Words
from chalicelib.billing.facts import Draft, Invoice, Review
from chalicelib.billing.office_schemas import (
    BillDraftAnswer,
    DryRunAnswer,
    DryRunForm,
    HoldForm,
    IssuedAnswer,
    ReleaseForm,
    ReviewAnswer,
    ReviewDetail,
    ReviewList,
    RunAnswer,
    RunList,
    WorkAnswer,
)
from chalicelib.billing.reviewing import Waiting
from chalicelib.billing.schemas import PeriodAnswer
from chalicelib.contracts import agreements
from chalicelib.errors import Conflict, Invalid, NotFound
from chalicelib.operators.pack import Energy
from chalicelib.web.visit import Visit

RUNS_SHOWN = 12
DRY_RUN_DAYS = 62
"""So far ahead a dry run may look."""


def today(visit: Visit) -> date:
    """The operator's local date."""
    return clock.today(operators.find(visit.operator).time_zone)


def runs(visit: Visit) -> RunList:
    """The latest billing runs."""
    clerks.require(visit, "review_bills")
    return RunList(
        items=[_run(visit, each) for each in overseeing.recent(visit.operator, RUNS_SHOWN)]
    )


def resume(visit: Visit, on: str) -> WorkAnswer:
    """Go on with the run of a day (ISO); raises `NotFound` (`run_unknown`)."""
    clerk = clerks.require(visit, "run_billing")
    sent = overseeing.resume(visit.operator, _day(on))
    audit.record(visit.operator, "run_resumed", by=clerk, about=clerk, visit=visit, on=on)
    return WorkAnswer(messages=sent)


def rehearse(visit: Visit, form: DryRunForm) -> DryRunAnswer:
    """Begin a dry run; raises `Invalid` (`day_too_far`)."""
    clerk = clerks.require(visit, "run_billing")
    on = form.on or today(visit)
    if abs((on - today(visit)).days) > DRY_RUN_DAYS:
        raise Invalid("form_invalid", fields={"on": "day_too_far"})
    found = rehearsing.begin(visit.operator, on)
    audit.record(visit.operator, "dry_run", by=clerk, about=clerk, visit=visit, on=str(on))
    return _dry_run(visit, found)


def rehearsal(visit: Visit, dry_run: str) -> DryRunAnswer:
    """How far a dry run has come; raises `NotFound` (`run_unknown`)."""
    clerks.require(visit, "run_billing")
    return _dry_run(visit, rehearsing.find(visit.operator, dry_run))


def reviews(visit: Visit) -> ReviewList:
    """All that waits for a clerk."""
    clerks.require(visit, "review_bills")
    return ReviewList(items=_reviews(visit, reviewing.waiting(visit.operator)))


def review(visit: Visit, customer: str, contract: str) -> ReviewDetail:
    """What waits of a contract, line by line; raises `NotFound` (`review_unknown`)."""
    clerks.require(visit, "review_bills")
    found, agreed = reviewing.require(visit.operator, customer, contract)
    drafts, blocked = reviewing.bills_of(agreed, today(visit))
    (said,) = _reviews(visit, [found])
    return ReviewDetail(
        review=said,
        bills=[_draft(visit, each) for each in drafts],
        impossible=blocked[0].code if blocked else None,
        total_cents=sum(each.bill.total_cents for each in drafts),
    )


def release(visit: Visit, customer: str, contract: str, form: ReleaseForm) -> IssuedAnswer:
    """Let a strange bill go out; raises `NotFound`, `Conflict` (see `reviewing.release`)."""
    clerk = clerks.require(visit, "release_bills")
    numbers = reviewing.release(visit.operator, today(visit), customer, contract, form.total_cents)
    _record(visit, "bill_released", clerk, customer, contract, numbers)
    return IssuedAnswer(numbers=list(numbers))


def hold(visit: Visit, customer: str, contract: str, form: HoldForm) -> None:
    """Keep a contract from being billed, with a note; raises `NotFound` (`review_unknown`)."""
    clerk = clerks.require(visit, "review_bills")
    reviewing.hold(visit.operator, customer, contract, form.note.strip(), clerk)
    _record(visit, "bill_held", clerk, customer, contract)


def look_again(visit: Visit, customer: str, contract: str) -> IssuedAnswer:
    """Make a bill anew by what is known now; raises `NotFound` (`review_unknown`)."""
    clerk = clerks.require(visit, "review_bills")
    numbers, doubt = reviewing.look_again(visit.operator, today(visit), customer, contract)
    _record(visit, "bill_looked_at_again", clerk, customer, contract, numbers)
    return IssuedAnswer(numbers=list(numbers), code=doubt.code if doubt else None)


def correct(visit: Visit, customer: str, number: str) -> IssuedAnswer:
    """Correct an issued bill by what is read now.

    Raises `NotFound` (`invoice_unknown`), `Conflict` (`nothing_to_correct`).
    """
    clerk = clerks.require(visit, "correct_bills")
    numbers = amending.correct(visit.operator, today(visit), customer, number)
    if not numbers:
        raise Conflict("nothing_to_correct")
    _record(visit, "bill_corrected", clerk, customer, number, numbers)
    return IssuedAnswer(numbers=list(numbers))


def cap_leak(visit: Visit, customer: str, number: str) -> IssuedAnswer:
    """Cap a bill over a leak that a plumber has repaired; raises as `leaks.cap`."""
    clerk = clerks.require(visit, "cap_leaks")
    credit = leaks.cap(visit.operator, customer, number, today(visit))
    _record(visit, "leak_capped", clerk, customer, number, (credit.number,))
    return IssuedAnswer(numbers=[credit.number])


def invoice(visit: Visit, customer: str, number: str) -> Invoice:
    """An invoice of a customer, for who may find one; raises `NotFound`."""
    clerks.require(visit, "find")
    return invoices.find(visit.operator, customer, number)


def _day(on: str) -> date:
    try:
        return date.fromisoformat(on)
    except ValueError as error:
        raise NotFound("run_unknown") from error


def _record(
    visit: Visit, act: str, clerk: str, customer: str, thing: str, numbers: tuple[str, ...] = ()
) -> None:
    audit.record(
        visit.operator, act, by=clerk, about=customer, visit=visit,
        of=thing, issued=", ".join(numbers),
    )  # fmt: skip


def _run(visit: Visit, run: overseeing.Progress) -> RunAnswer:
    return RunAnswer(
        on=run.on,
        begun_at=run.begun_at,
        state="done" if run.state == "done" else "running",
        listed=run.listed,
        shards=run.shards,
        parts=run.parts,
        done=run.done,
        invoices=run.invoices,
        total_cents=run.total_cents,
        currency=operators.find(visit.operator).currency,
        waiting=run.waiting,
    )


def _dry_run(visit: Visit, found: rehearsing.Rehearsal) -> DryRunAnswer:
    held = [Waiting(each, "open", found.begun_at) for each in found.held]
    return DryRunAnswer(
        dry_run=found.rehearsal,
        on=found.on,
        begun_at=found.begun_at,
        done=found.done,
        shards=found.shards,
        invoices=found.invoices,
        total_cents=found.total_cents,
        currency=operators.find(visit.operator).currency,
        held=_reviews(visit, held),
    )


def _reviews(visit: Visit, found: list[Waiting]) -> list[ReviewAnswer]:
    people = customers.find_many(visit.operator, {each.review.customer for each in found})
    who = accounts.find_many(each.by for each in found if each.by)
    return [
        ReviewAnswer(
            customer=each.review.customer,
            name=people[each.review.customer].name if each.review.customer in people else "",
            contract=each.review.contract,
            energy=_energy(each.review),
            code=each.review.code,
            total_cents=each.review.total_cents,
            currency=operators.find(visit.operator).currency,
            facts=dict(each.review.facts),
            state="held" if each.state == "held" else "open",
            at=each.at,
            run_on=each.on,
            note=each.note,
            by_name=who[each.by].login if each.by in who else "",
        )
        for each in found
    ]


def _energy(review: Review) -> Energy | None:
    contract = agreements.find(review.operator, review.customer, review.contract)
    return cast(Energy, contract.energy) if contract else None


def _draft(visit: Visit, draft: Draft) -> BillDraftAnswer:
    bill = draft.bill
    return BillDraftAnswer(
        kind=draft.kind,
        period=PeriodAnswer(from_on=bill.period.from_on, until_on=bill.period.until_on),
        due_on=draft.due_on,
        net_cents=bill.net_cents,
        vat_cents=bill.vat_cents,
        total_cents=bill.total_cents,
        estimated=bill.estimated,
        lines=reading.lines_of(draft.content, Words(visit.language, bill.currency)),
    )
