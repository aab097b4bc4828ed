"""Bills that a clerk looks at before anything is sent: too high, below zero, too long unread."""

from chalicelib.billing import measuring
from chalicelib.billing.cases import Case
from chalicelib.billing.facts import Draft, Review
from chalicelib.rules.calendar import months_after
from chalicelib.rules.estimate import from_last_year
from chalicelib.rules.usage import total

TIMES = 10
"""So many times last year's use of the same days is held back."""
UNREAD_MONTHS = 12
"""A household has a right to one bill on a real reading a year (D9)."""


def doubt(case: Case, draft: Draft) -> Review | None:
    """Why a draft is held back, or None: `negative`, `ten_times_last_year`, `unread`."""
    if draft.kind not in ("consumption", "final"):
        return None
    code, facts = _code(case, draft)
    if not code:
        return None
    contract = case.contract
    return Review(
        contract.operator,
        contract.customer,
        contract.contract,
        code,
        draft.bill.total_cents,
        facts,
    )


def _code(case: Case, draft: Draft) -> tuple[str, dict[str, str | int]]:
    settles = any(line.family == "instalment" for line in draft.bill.lines)
    if draft.bill.total_cents < 0 and not settles and draft.kind != "final":
        return "negative", {}
    if case.known.meters and draft.bill.estimated:
        last = case.known.last_read_on or case.contract.started_on
        if last < months_after(draft.bill.period.until_on, -UNREAD_MONTHS):
            return "unread", {"last_read_on": last.isoformat()}
    period = draft.bill.period
    used = before = 0
    for own in measuring.strands(case.known):
        year_before = from_last_year(period, own, own[0].classed) if own else None
        if year_before is None:
            return "", {}
        used += total(tuple(part for use in own if (part := measuring.clip(use, period))))
        before += year_before.quantity
    if before and used >= TIMES * before:
        return "ten_times_last_year", {"used": used, "before": before}
    return "", {}
