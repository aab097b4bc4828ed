"""Prints documents: one compiler for the life of the process, the same bytes for the same input."""

import json
import threading
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from chalicelib.billing.documents import structured, xmp
from chalicelib.billing.documents.glyphs import FONTS
from chalicelib.billing.documents.sheet import InvoiceSheet
from chalicelib.billing.documents.wording import face
from chalicelib.operators import find

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
"""PDF/A-3a (ISO 19005-3, kept for ten years and carrying the XML) and PDF/UA-1 (ISO 14289-1)."""

_one_at_a_time = threading.Lock()


def print_invoice(sheet: InvoiceSheet) -> bytes:
    """The invoice as PDF/A-3a and PDF/UA-1, with its EN 16931 XML inside (Factur-X) in euro.

    The same sheet gives the same bytes: its only date is the day of issue.
    """
    operator = find(sheet.operator)
    xml = structured.write(sheet, operator) if sheet.currency == "EUR" else None
    facts = face(sheet, operator, xml)
    stamp = datetime.combine(sheet.issued_on, time(12), UTC)
    document = compile_page("invoice.typ", facts, stamp)
    return xmp.declare_factur_x(document) if xml else document


def compile_page(template: str, facts: dict[str, Any], stamp: datetime) -> bytes:
    """The PDF of a template of this folder with its facts. Raises `typst.TypstError`."""
    with _one_at_a_time:
        document = _compiler().compile(
            (FOLDER / template).read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(facts, ensure_ascii=False, sort_keys=True)},
            pdf_standards=[*STANDARDS],
            timestamp=stamp,
        )
    assert isinstance(document, bytes), "several files for one PDF"
    return document


@lru_cache(maxsize=1)
def _compiler() -> "typst.Compiler":
    """The compiler, kept: making one reads the fonts. It is not for several threads at once."""
    import typst

    return typst.Compiler(root=FOLDER, font_paths=[str(FONTS)], ignore_system_fonts=True)
