"""HTTP of tickets, for customers and for visitors who cannot sign in."""

from chalicelib.errors import NotFound
from chalicelib.support import asking, attachments, describing, office_routes, store, stranded
from chalicelib.support.facts import Ticket
from chalicelib.support.schemas import (
    AnnouncementAnswer,
    AnnouncementForm,
    ClosingForm,
    DraftAnswer,
    DraftQuery,
    FileForm,
    FileLinkAnswer,
    HelpAnswer,
    HelpForm,
    MessageForm,
    SubjectFact,
    ThreadAnswer,
    TicketAnswer,
    TicketForm,
    TicketsAnswer,
    TicketsQuery,
    entry_answer,
    ticket_answer,
)
from chalicelib.web.routing import ANYONE, Room
from chalicelib.web.visit import Visit

room = Room("support")
rooms = (room, office_routes.room)
"""All routes of the room: customers', and the counter's."""


@room.post("/tickets", takes=TicketForm, gives=TicketAnswer, status=201)
def ask(visit: Visit, form: TicketForm) -> TicketAnswer:
    """Ask something; the number under which the answer will come."""
    ticket = asking.ask(
        visit, form.about, form.reference, form.message, _files(form.attachments), form.customer
    )
    return ticket_answer(ticket)


@room.get("/tickets", query=TicketsQuery, gives=TicketsAnswer)
def list_mine(visit: Visit, query: TicketsQuery) -> TicketsAnswer:
    """The caller's tickets, or those that touch one payment, invoice or supply point."""
    found = asking.all_mine(visit, query.reference)
    unread = sum(each.unread for each in found)
    return TicketsAnswer(items=[ticket_answer(each) for each in found], unread=unread)


@room.get("/tickets/draft", query=DraftQuery, gives=DraftAnswer)
def draft(visit: Visit, query: DraftQuery) -> DraftAnswer:
    """A question about something of the caller's, filled in and ready to send."""
    described = describing.describe(visit, query.about, query.reference)
    return DraftAnswer(
        about=query.about,
        reference=query.reference,
        message=described.message if described else "",
        facts=[SubjectFact(*each) for each in described.facts] if described else [],
    )


@room.post("/tickets/attachments", takes=AnnouncementForm, gives=AnnouncementAnswer, status=201)
def announce(visit: Visit, form: AnnouncementForm) -> AnnouncementAnswer:
    """Announce a file; where to send it, before the message that names it."""
    attachment, url = attachments.announce(
        visit.operator, visit.account, form.content_type, form.size
    )
    return AnnouncementAnswer(attachment=attachment, url=url)


@room.get("/tickets/{ticket}", gives=ThreadAnswer)
def show(visit: Visit, ticket: str) -> ThreadAnswer:
    """One ticket with its thread."""
    return _thread(visit, asking.mine(visit, ticket))


@room.post("/tickets/{ticket}/messages", takes=MessageForm, gives=ThreadAnswer, status=201)
def write(visit: Visit, form: MessageForm, ticket: str) -> ThreadAnswer:
    """Write on; a ticket that was over is open again."""
    return _thread(visit, asking.write(visit, ticket, form.message, _files(form.attachments)))


@room.put("/tickets/{ticket}/state", takes=ClosingForm, gives=ThreadAnswer)
def set_state(visit: Visit, form: ClosingForm, ticket: str) -> ThreadAnswer:
    """Close a ticket, or open it again."""
    return _thread(visit, asking.set_state(visit, ticket, form.state))


@room.put("/tickets/{ticket}/seen")
def mark_seen(visit: Visit, ticket: str) -> None:
    """Everything in the thread has been read."""
    store.seen(asking.mine(visit, ticket))


@room.post("/tickets/{ticket}/attachments/{attachment}", gives=FileLinkAnswer, status=201)
def open_file(visit: Visit, ticket: str, attachment: str) -> FileLinkAnswer:
    """A short-lived URL of a file of the thread."""
    found = asking.mine(visit, ticket)
    return FileLinkAnswer(attachments.link(found, asking.visible(found), attachment))


@room.post(
    "/help-requests",
    takes=HelpForm,
    gives=HelpAnswer,
    status=201,
    open_to=ANYONE,
    limit=(10, 3600),
)
def ask_from_outside(visit: Visit, form: HelpForm) -> HelpAnswer:
    """Ask without being signed in; the answer comes by mail."""
    ticket = stranded.ask(
        visit, form.about, form.email, form.name, form.message, form.ticket, form.language
    )
    return HelpAnswer(ticket.number)


def _files(named: list[FileForm]) -> list[tuple[str, str]]:
    return [(each.attachment, each.file_name) for each in named]


def _thread(visit: Visit, ticket: Ticket) -> ThreadAnswer:
    try:
        described = describing.describe(visit, ticket.about, ticket.reference)
    except NotFound:
        described = None  # it was there when the ticket was opened; the thread stays readable
    return ThreadAnswer(
        ticket=ticket.number,
        about=ticket.about,
        reference=ticket.reference,
        state=ticket.state,
        customer=ticket.customer,
        preview=ticket.preview,
        unread=ticket.unread,
        opened_at=ticket.opened_at,
        changed_at=ticket.changed_at,
        entries=[entry_answer(each) for each in asking.visible(ticket)],
        facts=[SubjectFact(*each) for each in described.facts] if described else [],
    )
