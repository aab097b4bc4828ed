"""HTTP of tickets for clerks who are signed in with two factors.

A page for them needs: the queues (`GET /office/tickets?queue=open|in_progress|awaiting_customer|
resolved|mine`, each whoever waits longest first, paged by `next`; `?customer=` for all of one
customer's), a thread (`GET /office/tickets/{ticket}`), and five acts on it: answer, note, state,
take, and attach to a customer. Each act answers the thread as it then stands. A ticket about
`access` without a customer is somebody who cannot sign in: find them (`GET /office/customers`),
check who they are, attach the ticket, then unlock (`POST /office/customers/{number}/unlock`).
"""

from chalicelib.support import attachments, desk, store
from chalicelib.support.facts import Entry, Ticket
from chalicelib.support.office_schemas import (
    AnswerForm,
    AttachForm,
    NoteForm,
    OfficeEntry,
    OfficeThread,
    OfficeTickets,
    QueueQuery,
    StateForm,
    TakingForm,
    office_ticket,
)
from chalicelib.support.schemas import FileLinkAnswer, file_answer
from chalicelib.web.routing import STAFF, Room
from chalicelib.web.visit import Visit

room = Room("support")


@room.get("/office/tickets", query=QueueQuery, gives=OfficeTickets, open_to=STAFF)
def list_tickets(visit: Visit, query: QueueQuery) -> OfficeTickets:
    """The tickets of a queue, or of a customer."""
    page = desk.waiting(visit, query.queue, query.customer, query.cursor, query.limit)
    items = [office_ticket(each, visit.account) for each in page]
    return OfficeTickets(items=items, next=page.next)


@room.get("/office/tickets/{ticket}", gives=OfficeThread, open_to=STAFF)
def show_ticket(visit: Visit, ticket: str) -> OfficeThread:
    """One ticket with its whole thread."""
    return _thread(visit, *desk.look(visit, ticket))


@room.post(
    "/office/tickets/{ticket}/messages",
    takes=AnswerForm,
    gives=OfficeThread,
    status=201,
    open_to=STAFF,
)
def answer_ticket(visit: Visit, form: AnswerForm, ticket: str) -> OfficeThread:
    """Answer the customer, who is told by mail."""
    return _as_it_stands(visit, desk.answer(visit, ticket, form.message, form.state))


@room.post(
    "/office/tickets/{ticket}/notes", takes=NoteForm, gives=OfficeThread, status=201, open_to=STAFF
)
def note_on_ticket(visit: Visit, form: NoteForm, ticket: str) -> OfficeThread:
    """Write a note that only staff see."""
    return _as_it_stands(visit, desk.note(visit, ticket, form.text))


@room.put("/office/tickets/{ticket}/state", takes=StateForm, gives=OfficeThread, open_to=STAFF)
def move_ticket(visit: Visit, form: StateForm, ticket: str) -> OfficeThread:
    """Move a ticket on without a message."""
    return _as_it_stands(visit, desk.set_state(visit, ticket, form.state))


@room.put("/office/tickets/{ticket}/clerk", takes=TakingForm, gives=OfficeThread, open_to=STAFF)
def take_ticket(visit: Visit, form: TakingForm, ticket: str) -> OfficeThread:
    """Take a ticket on oneself, or give it back to everybody."""
    return _as_it_stands(visit, desk.take(visit, ticket, form.mine))


@room.put("/office/tickets/{ticket}/customer", takes=AttachForm, gives=OfficeThread, open_to=STAFF)
def attach_ticket(visit: Visit, form: AttachForm, ticket: str) -> OfficeThread:
    """Give a request from outside to the customer it turned out to come from."""
    return _as_it_stands(visit, desk.attach(visit, ticket, form.customer))


@room.post(
    "/office/tickets/{ticket}/attachments/{attachment}",
    gives=FileLinkAnswer,
    status=201,
    open_to=STAFF,
)
def open_ticket_file(visit: Visit, ticket: str, attachment: str) -> FileLinkAnswer:
    """A short-lived URL of a file of a thread."""
    return FileLinkAnswer(attachments.link(*desk.look(visit, ticket), attachment))


def _as_it_stands(visit: Visit, ticket: Ticket) -> OfficeThread:
    return _thread(visit, ticket, store.thread(ticket))


def _thread(visit: Visit, ticket: Ticket, entries: list[Entry]) -> OfficeThread:
    names = desk.names_of(entries)
    known = office_ticket(ticket, visit.account)
    steps = [
        OfficeEntry(
            entry=each.entry,
            at=each.at,
            kind=each.kind,
            by=each.by,
            author=each.author,
            author_name=names.get(each.author or "", ""),
            text=each.text,
            state=each.state,
            attachments=[file_answer(file) for file in each.attachments],
        )
        for each in entries
    ]
    return OfficeThread(
        ticket=known.ticket,
        about=known.about,
        reference=known.reference,
        related=known.related,
        state=known.state,
        customer=known.customer,
        email=known.email,
        name=known.name,
        language=known.language,
        clerk=known.clerk,
        mine=known.mine,
        preview=known.preview,
        opened_at=known.opened_at,
        changed_at=known.changed_at,
        entries=steps,
    )
