"""Files of a message: sent straight to the bucket, kept only once their content was looked at.

A file waits in quarantine, under its sender's account, for at most a week; the message that names
it moves it to the ticket. What it says it is (type, size) is checked before, by the signature of
the upload link, and what it is (its first bytes) after.
"""

from chalicelib import storage
from chalicelib.config import settings
from chalicelib.errors import Invalid, NotFound
from chalicelib.gateways import files
from chalicelib.support.facts import Attachment, Entry, Ticket
from chalicelib.web import limits

LARGEST = 10_000_000
"""Bytes of the largest file: a phone's photo, a scan of a few pages."""
SECONDS = 900
A_MESSAGE = 5
"""Files of one message."""
AN_HOUR = (40, 3600)
MAGIC = {
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
    "application/pdf": ((0, b"%PDF-"),),
}
"""How files of each type that is taken begin."""
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}


def announce(operator: str, account: str, content_type: str, size: int) -> tuple[str, str]:
    """A new attachment's id, and the URL to PUT exactly that type and size to.

    Raises `Invalid` (`attachment_type`, `attachment_large`) and `TooMany`.
    """
    _check(content_type, size)
    limits.count(f"attachments|{account}", *AN_HOUR)
    attachment = storage.new_id("att")
    key = _waiting(operator, account, attachment)
    bucket = settings().uploads_bucket
    return attachment, files.upload_link(bucket, key, content_type, size, SECONDS)


def take(operator: str, account: str, named: list[tuple[str, str]]) -> tuple[Attachment, ...]:
    """Keep files that wait in quarantine; `named` are ids with the names to show.

    Raises `Invalid` (`attachment_missing`, `attachment_type`, `attachment_large`).
    """
    return tuple(_take(operator, account, *each) for each in named[:A_MESSAGE])


def link(ticket: Ticket, entries: list[Entry], attachment: str) -> str:
    """A short-lived URL of a file of a thread; raises `NotFound` (`attachment_unknown`)."""
    all_files = [file for each in entries for file in each.attachments]
    for place, file in enumerate(all_files, 1):
        if file.attachment == attachment:
            name = f"{ticket.number}-{place}.{ENDINGS[file.content_type]}"
            key = _kept(ticket.operator, attachment)
            return files.link(settings().uploads_bucket, key, name)
    raise NotFound("attachment_unknown")


def _take(operator: str, account: str, attachment: str, name: str) -> Attachment:
    bucket, waiting = settings().uploads_bucket, _waiting(operator, account, attachment)
    try:
        size, begins = files.peek(bucket, waiting)
    except NotFound as error:
        raise Invalid("form_invalid", fields={"attachments": "attachment_missing"}) from error
    content_type = _type_of(begins)
    _check(content_type, size)
    files.copy(bucket, waiting, _kept(operator, attachment), content_type)
    return Attachment(attachment, name.strip()[:120] or attachment, content_type, size)


def _type_of(begins: bytes) -> str:
    for content_type, signs in MAGIC.items():
        if all(begins[at : at + len(sign)] == sign for at, sign in signs):
            return content_type
    return ""


def _check(content_type: str, size: int) -> None:
    if content_type not in MAGIC:
        raise Invalid("form_invalid", fields={"attachments": "attachment_type"})
    if not 0 < size <= LARGEST:
        raise Invalid("form_invalid", fields={"attachments": "attachment_large"})


def _waiting(operator: str, account: str, attachment: str) -> str:
    return f"quarantine/{operator}/{account}/{attachment}"


def _kept(operator: str, attachment: str) -> str:
    return f"tickets/{operator}/{attachment}"
