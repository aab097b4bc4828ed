"""What a customer is told unasked: once for each thing noticed, in their words, off by choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, cast, get_args

from pynamodb.exceptions import PutError

from chalicelib import clock, i18n, notifications, operators
from chalicelib.accounts import contact
from chalicelib.config import settings
from chalicelib.contracts.facts import Holding
from chalicelib.i18n import formats
from chalicelib.metering.notice_table import NoticeRow

Kind = Literal[
    "reading_due", "use_raised", "power_near", "leak_night", "leak_empty", "leak_year",
    "meter_silent", "gas_raised",
]  # fmt: skip
KINDS: Mapping[str, tuple[Kind, ...]] = {
    "electricity": ("reading_due", "use_raised", "power_near", "meter_silent"),
    "gas": ("reading_due", "gas_raised", "meter_silent"),
    "water": ("reading_due", "leak_night", "leak_empty", "leak_year", "meter_silent"),
}
"""What may be noticed of each energy."""
UNITS = {
    "watts": (False, "units.watt"),
    "usual_watts": (False, "units.watt"),
    "power_va": (True, "units.kva"),
    "month_kwh": (False, "units.kwh"),
    "litres_an_hour": (False, "units.litre_hour"),
    "litres": (False, "units.litre"),
    "used_m3": (True, "units.m3"),
    "mean_m3": (True, "units.m3"),
    "limit_m3": (True, "units.m3"),
    "day_m3": (True, "units.m3"),
    "most_m3": (True, "units.m3"),
}
"""Whether a figure is kept in thousandths, and the word of its unit."""
SAME_DAYS = 14
"""A sign that comes again within so many days of the last is the same thing."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was noticed: since a day, seen until another, told at a moment."""

    kind: Kind
    since_on: date
    seen_on: date
    facts: Mapping[str, int]
    told_at: datetime | None


def wanted(point: str, customer: str) -> dict[Kind, bool]:
    """Which notices a customer wants of their supply point; all, unless they said no."""
    found = dict.fromkeys(get_args(Kind), True)
    for row in NoticeRow.query(point, NoticeRow.notice.startswith("choice#")):
        kind = row.notice.partition("#")[2]
        if kind in found and row.customer == customer:
            found[cast(Kind, kind)] = bool(row.wanted)
    return found


def choose(point: str, customer: str, kind: Kind, on: bool) -> None:
    """Say whether a customer wants to be told of one kind of thing."""
    NoticeRow(point, f"choice#{kind}", customer=customer, wanted=on).save()


def history(point: str, customer: str) -> Iterator[Noticed]:
    """What was noticed while this customer held the point, newest first of each kind."""
    rows = NoticeRow.query(point, NoticeRow.notice.startswith("told#"), scan_index_forward=False)
    for row in rows:
        if row.customer == customer:
            yield _fact(row)


def tell(
    holding: Holding,
    kind: Kind,
    since_on: date,
    seen_on: date,
    facts: dict[str, int],
    words: Mapping[str, str] | None = None,
) -> bool:
    """Tell the customer of something noticed, unless they were told of it or do not want to be.

    `words` are further facts of the message that the catalogue has (name: key). True when a
    message was queued. Safe to repeat, and with two at once.
    """
    point, customer = holding.point.point, holding.contract.customer
    if not wanted(point, customer)[kind]:
        return False
    for known in history(point, customer):
        if known.kind == kind and seen_on - known.seen_on <= timedelta(days=SAME_DAYS):
            since_on = known.since_on
            break
    row = NoticeRow(
        point, f"told#{kind}#{since_on.isoformat()}", customer=customer, since_on=since_on,
        seen_on=seen_on, facts=facts,
    )  # fmt: skip
    try:
        row.save(condition=NoticeRow.point.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        row.refresh()
        row.update(actions=[NoticeRow.seen_on.set(max(seen_on, row.seen_on))])
        if row.told_at is not None:
            return False
    _send(holding, kind, since_on, facts, words or {})
    row.update(actions=[NoticeRow.told_at.set(clock.now())])
    return True


def _send(
    holding: Holding, kind: Kind, since_on: date, facts: Mapping[str, int], words: Mapping[str, str]
) -> None:
    operator, point = holding.point.operator, holding.point
    reader = contact.reader_of(operator, holding.contract.customer)
    if reader is None or not reader.email:
        return
    language = reader.language
    known: dict[str, str | int] = {
        "name": reader.name,
        "place": point.label or point.address.street or point.number,
        "page": f"{settings().site_url}/{operator}/{language}/usage/",
    }
    notifications.send(
        operator,
        to=reader.recipient,
        kind=kind,
        language=language,
        facts=known
        | written(operator, language, kind, since_on, facts)
        | {name: i18n.t(language, key) for name, key in words.items()},
        once=f"{kind}#{point.point}#{since_on.isoformat()}",
    )


def sentence(operator: str, language: str, noticed: Noticed) -> str:
    """What was noticed, in one sentence of the reader's language."""
    facts = written(operator, language, noticed.kind, noticed.since_on, noticed.facts)
    return i18n.t(language, f"mail.{noticed.kind}.subject", **facts)


def written(
    operator: str, language: str, kind: Kind, since_on: date, facts: Mapping[str, int]
) -> dict[str, str]:
    """Figures as the reader's language writes them."""
    currency = operators.find(operator).currency
    found = {"since": formats.day(language, since_on)}
    for name, value in facts.items():
        if name.endswith("_cents"):
            found[name.removesuffix("_cents")] = formats.money(language, value, currency)
            continue
        thousandth, unit = UNITS.get(name, (False, ""))
        shown = formats.number(language, Decimal(value).scaleb(-3), 0) if thousandth else None
        text = shown or formats.number(language, value)
        found[name] = f"{text}\N{NO-BREAK SPACE}{i18n.t(language, unit)}" if unit else text
    return found


def _fact(row: NoticeRow) -> Noticed:
    assert row.since_on is not None, "what was told has a day since when"
    kind = cast(Kind, row.notice.split("#")[1])
    seen_on = row.seen_on or row.since_on
    return Noticed(kind, row.since_on, seen_on, dict(row.facts or {}), row.told_at)
