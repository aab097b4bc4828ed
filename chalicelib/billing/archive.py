"""All invoices in one file to keep: a ZIP of their documents, made when asked for."""

import zipfile
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

from chalicelib import clock, storage
from chalicelib.accounts import access
from chalicelib.billing import invoices, papers
from chalicelib.billing.facts import Head
from chalicelib.billing.schemas import ArchiveAnswer, ArchiveForm
from chalicelib.config import settings
from chalicelib.errors import NotFound
from chalicelib.gateways import files
from chalicelib.web.visit import Visit

MOST = 240
"""Documents of one archive: a year of twenty contracts. What is over is left to another year's."""


SECONDS = 10
"""How long one call prints documents that were never asked for; the next call goes on (a gateway
waits 29 seconds).
"""


def make(visit: Visit, form: ArchiveForm) -> ArchiveAnswer:
    """Put the caller's invoices of a year, or all that are shown, into one archive.

    Without a `url`, it was not finished in time: asked again, it goes on where it stood. Raises
    `NotFound` (`nothing_to_archive`).
    """
    heads = [
        head
        for number in access.numbers_of(visit.operator, visit.account)
        for head in invoices.of_customer(visit.operator, number)
        if form.year in (None, head.issued_on.year)
    ]
    heads.sort(key=lambda each: (each.issued_on, each.number), reverse=True)
    if not heads:
        raise NotFound("nothing_to_archive")
    chosen = heads[:MOST]
    ready = _print(chosen)
    answer = ArchiveAnswer(
        url=None,
        expires_at=None,
        count=len(chosen),
        ready=ready,
        left_out=len(heads) - len(chosen),
        size=0,
    )
    if ready < len(chosen):
        return answer
    packed = _pack(chosen)
    key = f"handouts/{visit.operator}/{storage.new_id('zip')}.zip"
    files.put(settings().uploads_bucket, key, packed, "application/zip")
    name = f"{visit.operator}-{form.year or 'invoices'}.zip"
    answer.url = files.link(settings().uploads_bucket, key, name)
    answer.expires_at = clock.now() + timedelta(seconds=files.LINK_SECONDS)
    answer.size = len(packed)
    return answer


def _print(heads: Sequence[Head]) -> int:
    """Print what was never printed, for as long as there is time; how many are printed then."""
    until = clock.now() + timedelta(seconds=SECONDS)
    ready = sum(head.printed for head in heads)
    for head in heads:
        if head.printed:
            continue
        papers.document_of(invoices.find(head.operator, head.customer, head.number))
        ready += 1
        if clock.now() >= until:
            break
    return ready


def _pack(heads: Sequence[Head]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for head in heads:
            entry = zipfile.ZipInfo(f"{head.issued_on}_{head.number}.pdf", (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, papers.stored(head))
    return packed.getvalue()
