"""A Green Button file (ESPI, NAESB REQ.21) as rows, one for each block of intervals.

Source: espi.xsd 4.0.20231213. An Atom feed joins its resources by links: a block's own address
names its usage point and its meter reading, whose entry leads to the reading type. What the file
calls estimated or interpolated was not measured and is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from chalicelib.gateways.rows import Fault, Read

MAX_BYTES = 64 * 1024 * 1024
NAMESPACE = b"http://naesb.org/espi"
ENERGIES = {"0": "electricity", "1": "gas", "2": "water"}
UNITS = {"72": "Wh", "38": "W", "42": "m3", "134": "L"}
"""ESPI's codes of the units that are taken."""
NOT_MEASURED = frozenset({"8", "9"})
"""Qualities: estimated by a computer, interpolated."""


@dataclass
class _Feed:
    """What the entries of a feed say, by their addresses."""

    energies: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    types: dict[str, dict[str, str]] = field(default_factory=dict)
    type_of: dict[str, str] = field(default_factory=dict)
    blocks: list[tuple[str, Element]] = field(default_factory=list)


def read(chunks: Iterable[bytes]) -> Iterator[Read]:
    """The blocks of a feed in order; the number counts blocks, from 1.

    Columns: energy, point, unit (Wh, W, m3, L), ten (power of ten of a value), direction
    (`drawn`, `fed_in`), intervals (`start:seconds:value` between spaces, start in UTC seconds since
    1970, `-` for a value that was not measured). A document type declaration is refused.
    """
    parser: Any = XMLPullParser(("end",))
    feed, size, head = _Feed(), 0, b""
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                yield 1, Fault("row_too_long", {"limit": MAX_BYTES})
                return
            if b"<!DOCTYPE" in (head + chunk).upper() or b"\0" in chunk:
                yield 1, Fault("row_malformed")
                return
            head = chunk[-16:]
            parser.feed(chunk)
            for _, element in parser.read_events():
                if _plain(element) == "entry":
                    _note(feed, element)
        parser.close()
    except ParseError:
        yield 1, Fault("row_malformed")
        return
    for place, (address, block) in enumerate(feed.blocks, start=1):
        yield place, _row(feed, address, block)


def _note(feed: _Feed, entry: Element) -> None:
    """Remember one resource under its own address."""
    links: dict[str, list[str]] = {}
    for link in entry:
        if _plain(link) == "link":
            links.setdefault(link.get("rel", ""), []).append(_path(link.get("href", "")))
    own = (links.get("self") or [""])[0]
    content = next((each for each in entry if _plain(each) == "content"), None)
    for resource in content if content is not None else ():
        kind = _plain(resource)
        if kind == "UsagePoint":
            feed.energies[own] = ENERGIES.get(_text(resource, "ServiceCategory", "kind"), "")
            feed.names[own] = _text(resource, "serviceDeliveryPoint", "name")
        elif kind == "ReadingType":
            feed.types[own] = {_plain(each): (each.text or "").strip() for each in resource}
        elif kind == "MeterReading":
            related = (each for each in links.get("related", ()) if "ReadingType" in each)
            feed.type_of[own] = next(related, "")
        elif kind == "IntervalBlock":
            feed.blocks.append((own, resource))


def _row(feed: _Feed, address: str, block: Element) -> dict[str, str]:
    reading = address.partition("/IntervalBlock")[0]
    point = reading.partition("/MeterReading")[0]
    known = feed.types.get(feed.type_of.get(reading, ""), {})
    return {
        "energy": feed.energies.get(point, ""),
        "point": feed.names.get(point) or point.rpartition("/")[2],
        "unit": UNITS.get(known.get("uom", ""), ""),
        "ten": known.get("powerOfTenMultiplier", "0"),
        "direction": "fed_in" if known.get("flowDirection") == "19" else "drawn",
        "intervals": " ".join(
            _interval(each) for each in block if _plain(each) == "IntervalReading"
        ),
    }


def _interval(reading: Element) -> str:
    qualities = {_text(each, "quality") for each in reading if _plain(each) == "ReadingQuality"}
    value = "-" if qualities & NOT_MEASURED else _text(reading, "value") or "-"
    start = _text(reading, "timePeriod", "start")
    return f"{start}:{_text(reading, 'timePeriod', 'duration')}:{value}"


def _path(href: str) -> str:
    """An address without its host: files name their own server, or none."""
    return href.partition("/espi/1_1/resource/")[2] or href


def _plain(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element, *path: str) -> str:
    for step in path:
        inner = next((each for each in element if _plain(each) == step), None)
        if inner is None:
            return ""
        element = inner
    return (element.text or "").strip()
