"""Rows out of a back office's file, streamed: CSV or JSON, each row whole or named as broken.

One row stands on one line (CSV, JSON lines) or between one pair of braces (a JSON array), so that a
broken row ends where the next one begins and never swallows the good ones.
"""

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

MAX_LINE = 64 * 1024
"""Bytes of the longest row."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be read: a code of `errors.json`, and facts for its sentence."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


Read = tuple[int, "dict[str, str] | Fault"]
"""A line number, from 1, and what stands there: columns by lower-case name, or what is wrong."""


def read(chunks: Iterable[bytes], form: str) -> Iterator[Read]:
    """All rows of a file of the form `csv`, `json` or `xml` (a bank's statement, a Green Button
    file), in order, holding one row at a time.
    """
    if form == "xml":
        from chalicelib.gateways import camt, espi

        chunks = iter(chunks)
        first = next(chunks, b"")
        whole = chain((first,), chunks)
        return espi.read(whole) if espi.NAMESPACE in first else camt.read(whole)
    lines = _lines(chunks)
    return _csv(lines) if form == "csv" else _json(lines)


def _lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Physical lines with their numbers, without line ends; None for one longer than `MAX_LINE`."""
    number, rest, too_long = 1, b"", False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield number, None if too_long or len(line) > MAX_LINE else line.rstrip(b"\r")
            number, too_long = number + 1, False
        if len(rest) > MAX_LINE:
            rest, too_long = b"", True
    if rest or too_long:
        yield number, None if too_long else rest.rstrip(b"\r")


def _text(line: bytes | None) -> str | Fault:
    if line is None:
        return Fault("row_too_long", {"limit": MAX_LINE})
    try:
        return line.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        return Fault("row_not_utf8")


def _csv(lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Read]:
    names: list[str] | None = None
    delimiter = ","
    for number, line in lines:
        text = _text(line)
        if isinstance(text, Fault):
            yield number, text
        elif not text.strip():
            continue
        elif names is None:
            delimiter = max(";\t,", key=text.count)
            names = [name.strip().lower() for name in text.replace('"', "").split(delimiter)]
        else:
            yield number, _cells(text, names, delimiter)
    if names is None:
        yield 1, Fault("file_empty")


def _cells(text: str, names: list[str], delimiter: str) -> dict[str, str] | Fault:
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return Fault("row_malformed")
    if len(cells) != len(names):
        return Fault("row_cells", {"expected": len(names), "found": len(cells)})
    return {name: cell.strip() for name, cell in zip(names, cells, strict=True)}


_MARKS = re.compile(r'["\\{}]')


def _json(lines: Iterator[tuple[int, bytes | None]]) -> Iterator[Read]:
    """Flat objects, wherever they stand: one a line, or in an array laid out in any way."""
    held: list[str] | None = None
    began = 1
    seen = False
    for number, line in lines:
        text = _text(line)
        if isinstance(text, Fault):
            yield number, text
            held, seen = None, True
            continue
        for piece, mark in _pieces(text):
            if held is not None and mark != "{":
                held.append(piece)
            if mark == "{":
                if held is not None:
                    yield began, Fault("row_malformed")
                held, began, seen = ["{"], number, True
            elif mark == "}" and held is not None:
                yield began, _object("".join(held))
                held = None
        if held is not None:
            held.append(" ")
            if sum(map(len, held)) > MAX_LINE:
                yield began, Fault("row_too_long", {"limit": MAX_LINE})
                held = None
    if held is not None:
        yield began, Fault("row_malformed")
    if not seen:
        yield 1, Fault("file_empty")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The line cut behind each brace outside quotes, with that brace; the rest with none.

    A string cannot run over a line end in JSON, so an open quote ends there.
    """
    start, quoted, at = 0, False, 0
    while mark := _MARKS.search(text, at):
        at = mark.end()
        if mark[0] == '"':
            quoted = not quoted
        elif mark[0] == "\\":
            at += 1
        elif not quoted:
            yield text[start:at], mark[0]
            start = at
    yield text[start:], ""


def _object(text: str) -> dict[str, str] | Fault:
    try:
        found: dict[str, Any] = json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        return Fault("row_malformed")
    row = {}
    for name, value in found.items():
        if value is None:
            value = ""
        elif isinstance(value, bool):
            value = "true" if value else "false"
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = " ".join(value)
        elif not isinstance(value, str):
            return Fault("row_not_flat")
        row[name.strip().lower()] = value.strip()
    return row
