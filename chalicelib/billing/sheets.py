"""Turns an issued invoice into the sheet that is printed, in one language."""

from collections.abc import Iterator
from datetime import date, timedelta

from chalicelib.accounts.customers import Customer
from chalicelib.billing import explaining
from chalicelib.billing.documents import InvoiceSheet, MeterRow, Milestone, SheetLine
from chalicelib.billing.documents.words import Words
from chalicelib.billing.facts import Invoice
from chalicelib.rules.bill import Part, shares
from chalicelib.rules.measure import METER_UNIT, to_shown
from chalicelib.rules.usage import Reading

PROOF_DAYS = timedelta(days=31)
"""A plumber's proof of a repaired leak is due within a month of the notice (CGCT L2224-12-4)."""


def sheet_of(invoice: Invoice, language: str, customer: Customer) -> InvoiceSheet:
    """What the invoice says, in a language; the customer gives the two numbers or the login."""
    words = Words(language, invoice.currency)
    content, bill = invoice.content, invoice.bill
    return InvoiceSheet(
        operator=invoice.operator,
        language=language,
        kind=invoice.kind,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        period=invoice.period,
        currency=invoice.currency,
        customer_number=customer.account_number or invoice.customer,
        activation_code="" if customer.login else customer.activation_code or "",
        login=customer.login or "",
        buyer=content.buyer,
        supplied=content.supplied,
        contract=invoice.contract,
        energy=invoice.energy,
        point=invoice.point.split("#", 2)[-1],
        tariff=explaining.said(content.names, language),
        options=_options(invoice, words),
        lines=tuple(_lines(invoice, words)),
        vat=bill.vat,
        net_cents=bill.net_cents,
        vat_cents=bill.vat_cents,
        total_cents=bill.total_cents,
        to_pay_cents=content.to_pay_cents,
        settled_by=content.settled_by,
        shares=tuple(shares(bill).items()),
        readings=tuple(readings_of(invoice, words)),
        usage=content.usage if invoice.kind != "intermediate" else None,
        plan=content.plan,
        cycle=cycle_of(invoice, invoice.issued_on),
        notes=tuple(notes_of(invoice, words)),
        preceding=content.preceding,
        prices_include_vat=bill.prices_include_vat,
        buyer_vat_id=content.options.get("vat_id", ""),
    )


def _lines(invoice: Invoice, words: Words) -> Iterator[SheetLine]:
    """The lines; what an earlier line tells too (readings, what a charge is for) is told there
    only, and nothing of a class that was not used.
    """
    told: set[Part] = set()
    meant: set[str] = set()
    for line in invoice.bill.lines:
        told_before = bool(line.parts) and told.issuperset(line.parts)
        told.update(line.parts)
        unused = bool(line.classed) and not line.quantity and not line.cents
        about = line.code not in meant
        meant.add(line.code)
        yield SheetLine(
            label=explaining.label(line, invoice.content.classes, words),
            family=line.family,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            price_base=line.price_base,
            cents=line.cents,
            percent=line.percent,
            category=line.category,
            explanation=""
            if unused
            else explaining.sentences(line, words, told_before=told_before, about=about),
            kind=line.kind,
            period=line.period,
        )


def _options(invoice: Invoice, words: Words) -> tuple[tuple[str, str], ...]:
    power = invoice.content.options.get("power_va", "")
    if not power.isdigit():
        return ()
    return ((words("contract.power"), f"{words.number(to_shown(int(power)))} kVA"),)


def readings_of(invoice: Invoice, words: Words) -> Iterator[MeterRow]:
    """The pairs of readings that the bill rests on, each once."""
    unit = METER_UNIT[invoice.energy]
    seen: set[tuple[Reading, Reading]] = set()
    for line in invoice.bill.lines:
        for part in line.parts:
            before, after = part.before, part.after
            if before is None or after is None or (before, after) in seen:
                continue
            seen.add((before, after))
            named = {} if part.by_curve else invoice.content.classes.get(part.classed, {})
            yield MeterRow(
                meter=before.meter,
                register=explaining.said(named, words.language) or words("class.single"),
                from_on=before.on,
                from_index=to_shown(before.index),
                from_kind=before.kind,
                until_on=after.on,
                until_index=to_shown(after.index),
                until_kind=after.kind,
                used=to_shown(after.index - before.index),
                unit=unit,
            )


def cycle_of(invoice: Invoice, today: date) -> tuple[Milestone, ...]:
    """The moments of the billing cycle around an invoice: reading, issue, due day, next reading."""
    content = invoice.content
    found: list[Milestone] = []
    if invoice.kind != "intermediate" and content.read_on is not None:
        read = "estimated" if invoice.bill.estimated else "read"
        on = min(invoice.period.until_on, invoice.issued_on) if read == "read" else content.read_on
        found.append(Milestone("read", on, True))
    found.append(Milestone("issued", invoice.issued_on, True))
    if invoice.due_on is not None and content.to_pay_cents > 0:
        kind = "debited" if content.settled_by == "debit" else "due"
        found.append(Milestone(kind, invoice.due_on, invoice.due_on < today))
    upcoming = content.next_reading_on
    if upcoming is not None and upcoming > invoice.issued_on:
        found.append(Milestone("next_reading", upcoming, upcoming < today))
    return tuple(sorted(found, key=lambda each: each.on))


def notes_of(invoice: Invoice, words: Words) -> Iterator[str]:
    """What the reader should know: an estimate, a correction, what may not be charged."""
    if invoice.content.preceding:
        yield words("note.correction", number=invoice.content.preceding)
    norm = any(line.kind == "norm" for line in invoice.bill.lines)
    if invoice.bill.estimated and not norm and invoice.kind in ("consumption", "final"):
        yield words("note.estimated")
    leak = invoice.content.leak
    if leak is not None:
        yield words(
            "note.leak_warning",
            used=words.quantity(to_shown(leak.used), "m3"),
            mean=words.quantity(to_shown(leak.mean), "m3"),
            until=words.day(invoice.issued_on + PROOF_DAYS),
        )
    for unbilled in invoice.bill.unbilled:
        yield explaining.note_on(unbilled, invoice.energy, words)
