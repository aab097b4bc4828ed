"""Tickets as they are kept: each act on one is a step of its thread, the ticket's new state and a
line of the audit trail, in one transaction.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import cast

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib import audit, clock, operators, storage
from chalicelib.errors import Conflict, NotFound
from chalicelib.storage import Page, TransactionLost, Write
from chalicelib.support.facts import Attachment, By, Entry, Kind, Ticket
from chalicelib.support.states import About, State
from chalicelib.support.table import EntryRow, TicketRow
from chalicelib.web.visit import Visit

TRIES = 5
"""How often an act is tried again when another one came between."""
PREVIEW = 140


def new_number(operator: str, digits: int = 6) -> str:
    """A number that one can say on the phone, as `T-2026-004217`.

    Drawn by lot and not counted: no counter to queue at, and a number tells nobody how many
    customers complain. A number that is taken is drawn again, with more digits.
    """
    year = clock.today(operators.find(operator).time_zone).year
    return f"T-{year}-{secrets.randbelow(10**digits):0{digits}d}"


def open_ticket(draft: Ticket, first: Entry, visit: Visit) -> Ticket:
    """Keep a new ticket with its first message, under a number of its own."""
    for attempt in range(TRIES):
        number = draft.number if attempt == 0 else new_number(draft.operator, 6 + attempt)
        ticket = replace(draft, number=number)
        by = ticket.account or "visitor"
        writes = [
            _create(ticket),
            _add(ticket, first),
            audit.entry(
                ticket.operator, "ticket_opened", by=by, about=number, visit=visit,
                topic=ticket.about, customer=ticket.customer,
            ),
        ]  # fmt: skip
        try:
            storage.transact(writes)
        except TransactionLost as lost:
            if lost.by_condition:
                continue
            raise
        return ticket
    raise Conflict("ticket_busy")


def act(
    found: Ticket, step: Callable[[Ticket], tuple[Ticket, Entry]], act: str, visit: Visit
) -> tuple[Ticket, Entry]:
    """Do something to a ticket; `step` says what becomes of it, and is asked again when somebody
    else wrote in between. Raises `Conflict` (`ticket_busy`).
    """
    for _ in range(TRIES):
        ticket, entry = step(found)
        ticket = replace(ticket, changed_at=entry.at, version=found.version + 1)
        by = entry.author or "visitor"
        facts = {"state": entry.state} if entry.state else {}
        trail = audit.entry(ticket.operator, act, by=by, about=ticket.number, visit=visit, **facts)
        try:
            storage.transact([_advance(found, ticket), _add(ticket, entry), trail])
        except TransactionLost:
            found = find(found.operator, found.number)
            continue
        return ticket, entry
    raise Conflict("ticket_busy")


def seen(ticket: Ticket) -> None:
    """The customer has read everything; not a step of the thread."""
    if ticket.unread:
        TicketRow(key(ticket)).update(actions=[TicketRow.unread.set(0)])


def key(ticket: Ticket) -> str:
    """The key of a ticket's rows."""
    return f"{ticket.operator}#{ticket.number}"


def find(operator: str, number: str) -> Ticket:
    """The ticket with a number; raises `NotFound` (`ticket_unknown`)."""
    try:
        return _fact(TicketRow.get(f"{operator}#{number}", consistent_read=True))
    except TicketRow.DoesNotExist as error:
        raise NotFound("ticket_unknown") from error


def thread(ticket: Ticket) -> list[Entry]:
    """All that was written to a ticket, in order, notes too."""
    return [_entry(row) for row in EntryRow.query(key(ticket), consistent_read=True)]


def of_customer(operator: str, customer: str) -> list[Ticket]:
    """A customer's tickets, the last one changed standing first; the index may lag a moment."""
    rows = TicketRow.by_customer.query(f"{operator}#{customer}", scan_index_forward=False)
    return [_fact(row) for row in rows]


def in_state(operator: str, state: State, cursor: str | None, limit: int) -> Page[Ticket]:
    """An operator's tickets in a state: whoever waits longest first, what is over newest first."""
    queue = f"{operator}#{state}"
    found = TicketRow.by_queue.query(
        queue,
        scan_index_forward=state != "resolved",
        limit=limit,
        last_evaluated_key=storage.decode_cursor(cursor, "queue", queue),
    )
    return storage.page_of(found, _fact)


def of_clerk(clerk: str, cursor: str | None, limit: int) -> Page[Ticket]:
    """What a clerk took and is not over, whoever waits longest first."""
    found = TicketRow.by_clerk.query(
        clerk, limit=limit, last_evaluated_key=storage.decode_cursor(cursor, "clerk", clerk)
    )
    return storage.page_of(found, _fact)


def entry(
    kind: Kind,
    by: By,
    author: str | None,
    text: str = "",
    state: State | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Entry:
    """A new step of a thread, now."""
    return Entry(storage.new_id("step"), clock.now(), kind, by, author, text, state, attachments)


def preview_of(text: str) -> str:
    """The beginning of a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW else f"{line[: PREVIEW - 1].rstrip()}…"


def attach(ticket: Ticket, customer: str, account: str | None) -> Write:
    """Give a ticket to a customer, unless it is somebody's already."""

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            TicketRow(key(ticket)),
            actions=[
                TicketRow.customer.set(f"{ticket.operator}#{customer}"),
                *([TicketRow.account.set(account)] if account else []),
                TicketRow.version.set(ticket.version + 1),
            ],
            condition=TicketRow.customer.does_not_exist(),
        )

    return put


def _create(ticket: Ticket) -> Write:
    row = TicketRow(
        key(ticket),
        about=ticket.about,
        reference=ticket.reference,
        related=list(ticket.related),
        state=ticket.state,
        queue=f"{ticket.operator}#{ticket.state}",
        customer=f"{ticket.operator}#{ticket.customer}" if ticket.customer else None,
        account=ticket.account,
        email=ticket.email or None,
        name=ticket.name or None,
        language=ticket.language,
        unread=0,
        preview=ticket.preview,
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
        version=1,
    )

    def put(transaction: TransactWrite) -> None:
        transaction.save(row, condition=TicketRow.ticket.does_not_exist())

    return put


def _advance(before: Ticket, after: Ticket) -> Write:
    actions: list[Action] = [
        TicketRow.state.set(after.state),
        TicketRow.queue.set(f"{after.operator}#{after.state}"),
        TicketRow.changed_at.set(after.changed_at),
        TicketRow.preview.set(after.preview),
        TicketRow.unread.set(after.unread),
        TicketRow.version.set(after.version),
        TicketRow.clerk.set(after.clerk) if after.clerk else TicketRow.clerk.remove(),
    ]

    def put(transaction: TransactWrite) -> None:
        transaction.update(
            TicketRow(key(before)),
            actions=actions,
            condition=TicketRow.version == before.version,
        )

    return put


def _add(ticket: Ticket, step: Entry) -> Write:
    row = EntryRow(
        key(ticket),
        step.entry,
        at=step.at,
        kind=step.kind,
        by=step.by,
        author=step.author,
        text=step.text,
        state=step.state,
        attachments=[asdict(each) for each in step.attachments] or None,
    )

    def put(transaction: TransactWrite) -> None:
        transaction.save(row)

    return put


def _fact(row: TicketRow) -> Ticket:
    operator, _, number = row.ticket.partition("#")
    return Ticket(
        number=number,
        operator=operator,
        about=cast(About, row.about),
        reference=row.reference,
        related=tuple(row.related),
        state=cast(State, row.state),
        customer=row.customer.partition("#")[2] if row.customer else None,
        account=row.account,
        email=row.email or "",
        name=row.name or "",
        language=row.language,
        clerk=row.clerk,
        unread=int(row.unread),
        preview=row.preview,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        version=int(row.version),
    )


def _entry(row: EntryRow) -> Entry:
    return Entry(
        entry=row.entry,
        at=row.at,
        kind=cast(Kind, row.kind),
        by=cast(By, row.by),
        author=row.author,
        text=row.text,
        state=cast(State | None, row.state),
        attachments=tuple(Attachment(**each) for each in row.attachments or ()),
    )
