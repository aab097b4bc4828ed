"""The mails of a thread. None repeats what was written, save to somebody who cannot sign in to
read it; then the answer travels in the encrypted message only and the outbox does not keep it.
"""

from chalicelib import i18n
from chalicelib.accounts import account, contact
from chalicelib.config import settings
from chalicelib.notifications import Recipient, send
from chalicelib.support.facts import Entry, Ticket


def received(ticket: Ticket) -> None:
    """The number under which a question stands."""
    _send(ticket, "help_received" if ticket.account is None else "ticket_received")


def answered(ticket: Ticket, entry: Entry) -> None:
    """Staff answered."""
    if ticket.account is None:
        _send(ticket, "help_answered", once=entry.entry, secrets={"answer": entry.text})
    else:
        _send(ticket, "ticket_answered", once=entry.entry)


def resolved(ticket: Ticket) -> None:
    """Staff closed it without a further word."""
    _send(ticket, "help_resolved" if ticket.account is None else "ticket_resolved")


def _send(
    ticket: Ticket, kind: str, once: str | None = None, secrets: dict[str, str] | None = None
) -> None:
    to, language = _reader(ticket)
    if not to.email:
        return
    page = f"{settings().site_url}/{ticket.operator}/{language}"
    send(
        ticket.operator,
        to=to,
        kind=kind,
        language=language,
        facts={
            "ticket": ticket.number,
            "topic": i18n.t(language, f"support.about.{ticket.about}"),
            "messages_url": f"{page}/messages/?ticket={ticket.number}",
            "help_url": f"{page}/help/?ticket={ticket.number}",
        },
        secrets=secrets,
        once=once,
    )


def _reader(ticket: Ticket) -> tuple[Recipient, str]:
    """Who asked, in the language of their account; else whoever reads the customer's mail."""
    asker = account.find(ticket.account) if ticket.account else None
    if asker is not None:
        return asker.recipient, asker.language
    if ticket.email:
        return Recipient(ticket.email), ticket.language
    reader = contact.reader_of(ticket.operator, ticket.customer) if ticket.customer else None
    return (reader.recipient, reader.language) if reader else (Recipient(), ticket.language)
