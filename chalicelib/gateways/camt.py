"""A bank's statement (ISO 20022 camt.053) as rows, one for each movement of money.

Source: ISO 20022 message definition camt.053.001, versions 02 to 08; their names differ in a few
places (`Dbtr/Nm` or `Dbtr/Pty/Nm`, `Sts` or `Sts/Cd`), both of which are read.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from chalicelib.gateways.rows import Fault, Read

MAX_BYTES = 64 * 1024 * 1024


def read(chunks: Iterable[bytes]) -> Iterator[Read]:
    """The movements of a statement in order; the number counts movements, from 1.

    Columns: iban (ours), reference (the bank's own, unique), amount, currency, direction (in, out),
    booked_on, remittance (what the payer wrote), payer, returned (a reason code, for what came
    back). A document type declaration is refused: entities could make a small file endless.
    """
    parser: Any = XMLPullParser(("start", "end"))
    iban, place, size, head = "", 0, 0, b""
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                yield place + 1, Fault("row_too_long", {"limit": MAX_BYTES})
                return
            if b"<!DOCTYPE" in (head + chunk).upper() or b"\0" in chunk:
                yield place + 1, Fault("row_malformed")
                return
            head = chunk[-16:]
            parser.feed(chunk)
            for when, element in parser.read_events():
                name = _plain(element)
                if when == "end" and name == "IBAN" and not iban:
                    iban = (element.text or "").strip()
                elif when == "end" and name == "Ntry":
                    for row in _movements(element, iban):
                        place += 1
                        yield place, row
                    element.clear()
                elif when == "start" and name == "Stmt":
                    iban = ""
        parser.close()
    except ParseError:
        yield place + 1, Fault("row_malformed")


def _plain(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _find(element: Element | None, *path: str) -> Element | None:
    for step in path:
        if element is None:
            return None
        element = next((each for each in element if _plain(each) == step), None)
    return element


def _text(element: Element | None, *path: str) -> str:
    found = _find(element, *path)
    return "" if found is None else (found.text or "").strip()


def _movements(entry: Element, iban: str) -> Iterator[dict[str, str]]:
    """An entry is one movement, or a batch of several with their details."""
    if (_text(entry, "Sts", "Cd") or _text(entry, "Sts") or "BOOK") != "BOOK":
        return  # announced, not booked yet
    direction = "in" if _text(entry, "CdtDbtInd") == "CRDT" else "out"
    booked = _text(entry, "BookgDt", "Dt") or _text(entry, "BookgDt", "DtTm")[:10]
    reference = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    details = [
        each
        for batch in entry
        if _plain(batch) == "NtryDtls"
        for each in batch
        if _plain(each) == "TxDtls"
    ]
    for number, one in enumerate(details or [entry], 1):
        amount = _find(one, "AmtDtls", "TxAmt", "Amt") if one is not entry else None
        if amount is None:
            amount = _find(one, "Amt")
        if amount is None:
            amount = _find(entry, "Amt")
        own = _text(one, "Refs", "AcctSvcrRef") or _text(one, "Refs", "TxId")
        yield {
            "iban": iban,
            "reference": own or (reference if len(details) < 2 else f"{reference}/{number}"),
            "amount": "" if amount is None else (amount.text or "").strip(),
            "currency": "" if amount is None else amount.get("Ccy", ""),
            "direction": direction,
            "booked_on": booked,
            "remittance": " ".join(_remittance(one)),
            "payer": _text(one, "RltdPties", "Dbtr", "Nm")
            or _text(one, "RltdPties", "Dbtr", "Pty", "Nm"),
            "returned": _text(one, "RtrInf", "Rsn", "Cd"),
        }


def _remittance(one: Element) -> Iterator[str]:
    found = _find(one, "RmtInf")
    for each in found if found is not None else ():
        if _plain(each) == "Ustrd":
            yield (each.text or "").strip()
        elif _plain(each) == "Strd":
            yield _text(each, "CdtrRefInf", "Ref")
    end_to_end = _text(one, "Refs", "EndToEndId")
    if end_to_end and end_to_end != "NOTPROVIDED":
        yield end_to_end
