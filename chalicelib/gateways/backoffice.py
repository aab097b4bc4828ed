"""Files that an operator's back office drops into the inbox bucket: taken row by row, and reported.

`<operator>/<kind>.csv`, `<operator>/<kind>-anything.json` … come in as S3 events on a queue. Each
row goes to the function that a room gave for its kind. What could not be taken stands in
`<operator>/reports/<file>.json` with its line and reason, and never stops the rest.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

import msgspec

from chalicelib import clock, i18n
from chalicelib.config import settings
from chalicelib.errors import Conflict, NotFound, Refusal
from chalicelib.gateways import files, queue, rows
from chalicelib.log import log

Take = Callable[[str, dict[str, str]], None]
"""Takes one row (`operator`, columns by name) in, whole and repeatably; raises `Refusal`."""

LanguagesOf = Callable[[str], tuple[str, ...] | None]

DELAYS = (5, 20, 60, 300, 900)
"""Seconds before each new try of rows that wait for what another file brings."""
MAX_PROBLEMS = 10_000
MAX_SECONDS = 600
"""A file that takes longer goes on in another call."""

_NAME = re.compile(r"(?P<operator>[a-z0-9-]+)/(?P<kind>[a-z]+)(-[^/]*)?\.(?P<form>csv|json|xml)")


class NotYet(Conflict):
    """A row speaks of something that has not come in: it is tried again before it is a problem."""


class Problem(msgspec.Struct, kw_only=True):
    """One row that was not taken; `line` counts from 1, the header included."""

    line: int
    code: str
    reason: str
    fields: dict[str, str] = {}


class Report(msgspec.Struct, kw_only=True):
    """What became of one file; `finished_at` is null while it is being read or rows wait.

    `next_line` is where reading goes on, 0 once it came to the end; `waiting` are lines that are
    tried again, `tries` how often they were.
    """

    file: str
    version: str
    taken: int = 0
    refused: int = 0
    waiting: list[int] = []
    problems: list[Problem] = []
    next_line: int = 1
    tries: int = 0
    finished_at: str | None = None


def work(
    event: dict[str, Any], takes: Mapping[str, Take], languages_of: LanguagesOf
) -> dict[str, Any]:
    """Take the files that an SQS batch of S3 events names; answers those messages that failed.

    `takes` has for every kind of file the function of the room that takes its rows.
    """
    return queue.work(event, lambda body: _message(body, takes, languages_of))


def _message(body: dict[str, Any], takes: Mapping[str, Take], languages_of: LanguagesOf) -> None:
    if "again" in body:
        take_file(body["again"]["bucket"], body["again"]["key"], takes, languages_of)
    for record in body.get("Records", ()):
        place = record["s3"]
        take_file(
            place["bucket"]["name"], unquote_plus(place["object"]["key"]), takes, languages_of
        )


def take_file(
    bucket: str, key: str, takes: Mapping[str, Take], languages_of: LanguagesOf
) -> Report | None:
    """Take one file as far as it goes now; its report, or None for a key that is no such file.

    A file that was taken before, with the same content, is not read again.
    """
    folder, _, name = key.partition("/")
    if not name or "/" in name:
        return None
    version, chunks = files.stream(bucket, key)
    report = _report_of(bucket, key)
    if report is None or report.version != version:
        report = Report(file=name, version=version)
    if report.finished_at:
        return report
    known, languages = _NAME.fullmatch(key), languages_of(folder)
    if known is None or languages is None or known["kind"] not in takes:
        report.problems.append(_problem(0, "file_unknown", (languages or i18n.LANGUAGES)[0]))
        report.next_line = 0
    else:
        desk = Desk(folder, languages[0], takes[known["kind"]], report)
        desk.take(rows.read(chunks, known["form"]))
    if report.next_line == 0 and not report.waiting:
        report.finished_at = clock.now().isoformat()
    files.put(bucket, _report_key(key), msgspec.json.encode(report), "application/json")
    if report.finished_at is None:
        delay = DELAYS[report.tries] if report.next_line == 0 else 0
        body = {"again": {"bucket": bucket, "key": key}}
        queue.send(settings().queue_url_intake, [body], delay)
    log().info(
        "file_taken", taken=report.taken, refused=report.refused, waiting=len(report.waiting)
    )
    return report


@dataclass(frozen=True, slots=True)
class Desk:
    """One file being taken: hands each row to its room and writes down what became of it."""

    operator: str
    language: str
    room: Take
    report: Report

    def take(self, found: Iterable[rows.Read]) -> None:
        """Go on where the report stands: at its next line, or at the lines that wait."""
        report, began = self.report, time.monotonic()
        again = set(report.waiting) if report.next_line == 0 else None
        # Without a queue there is no later try, so what waits is a problem at once.
        last = not settings().queue_url_intake or report.tries >= len(DELAYS)
        if again is not None:
            report.waiting, report.tries = [], report.tries + 1
            last = last or report.tries >= len(DELAYS)
        for line, row in found:
            if (line not in again) if again is not None else (line < report.next_line):
                continue
            if again is None and time.monotonic() - began > MAX_SECONDS and not last:
                report.next_line = line
                return
            self._one(line, row, last)
        report.next_line = 0

    def _one(self, line: int, row: "dict[str, str] | rows.Fault", last: bool) -> None:
        if isinstance(row, rows.Fault):
            self._refuse(_problem(line, row.code, self.language, row.facts))
            return
        try:
            self.room(self.operator, row)
        except NotYet as refusal:
            if not last:
                self.report.waiting.append(line)
                return
            self._refuse(_problem(line, refusal.code, self.language, refusal.facts))
        except Refusal as refusal:
            self._refuse(_problem(line, refusal.code, self.language, refusal.facts, refusal.fields))
        except Exception:
            log().exception("row_unexpected", line=line)
            if not last:
                self.report.waiting.append(line)
                return
            self._refuse(_problem(line, "row_unexpected", self.language))
        else:
            self.report.taken += 1

    def _refuse(self, problem: Problem) -> None:
        self.report.refused += 1
        if len(self.report.problems) < MAX_PROBLEMS:
            self.report.problems.append(problem)


def _problem(
    line: int,
    code: str,
    language: str,
    facts: Mapping[str, Any] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Problem:
    return Problem(
        line=line,
        code=code,
        reason=i18n.t(language, f"errors.{code}.what", **(facts or {})),
        fields={
            name: i18n.t(language, f"errors.{wrong}.what") for name, wrong in (fields or {}).items()
        },
    )


def _report_key(key: str) -> str:
    folder, _, name = key.partition("/")
    return f"{folder}/reports/{name}.json"


def _report_of(bucket: str, key: str) -> Report | None:
    try:
        return msgspec.json.decode(files.get(bucket, _report_key(key)), type=Report)
    except NotFound:
        return None
