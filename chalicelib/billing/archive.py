"""All invoices in one file to keep: a ZIP of their documents, made when asked for."""

import zipfile
from datetime import timedelta
from io import BytesIO

from chalicelib import clock, storage
from chalicelib.accounts import access
from chalicelib.billing import invoices, papers
from chalicelib.billing.schemas import ArchiveAnswer, ArchiveForm
from chalicelib.config import settings
from chalicelib.errors import NotFound
from chalicelib.gateways import files
from chalicelib.web.visit import Visit

MOST = 240
"""Documents of one archive: a year of twenty contracts. What is over is left to another year's."""


def make(visit: Visit, form: ArchiveForm) -> ArchiveAnswer:
    """Put the caller's invoices of a year, or all that are shown, into one archive.

    Raises `NotFound` (`nothing_to_archive`).
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
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for head in heads[:MOST]:
            invoice = invoices.find(visit.operator, head.customer, head.number)
            entry = zipfile.ZipInfo(f"{head.issued_on}_{head.number}.pdf", (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, papers.document_of(invoice))
    key = f"handouts/{visit.operator}/{storage.new_id('zip')}.zip"
    packed.seek(0, 2)
    files.put(settings().uploads_bucket, key, packed.getvalue(), "application/zip")
    name = f"{visit.operator}-{form.year or 'invoices'}.zip"
    return ArchiveAnswer(
        url=files.link(settings().uploads_bucket, key, name),
        expires_at=clock.now() + timedelta(seconds=files.LINK_SECONDS),
        count=min(len(heads), MOST),
        left_out=max(len(heads) - MOST, 0),
        size=packed.tell(),
    )
