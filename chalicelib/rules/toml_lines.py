"""Where a field stands in the text of a TOML file, so that a fault can name its line."""

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

HEADER = re.compile(r"\[(\[?)([^\[\]]+)\]")
KEY = re.compile(r"""([\w."-]+)\s*=""")
QUIET = re.compile(r"""("(?:\\.|[^"\\])*"|'[^']*')|#.*""")


def line_of(text: str, path: Path) -> int:
    """The line (from 1) of a field, or of the nearest table or list around it that is written.

    Knows what tariff files use: tables, lists of tables, dotted keys, lists over several lines.
    """
    lines = [QUIET.sub(lambda quiet: '""' if quiet[1] else "", line) for line in text.splitlines()]
    best, found = 0, 1
    for number, known, keyed in _fields(lines):
        common = min(len(known), len(path))
        if common > best and known[:common] == path[:common]:
            best, found = common, number
            if keyed and len(path) > common and isinstance(path[common], int):
                found = _element(lines, number, int(path[common]))
    return found


def _fields(lines: Sequence[str]) -> Iterator[tuple[int, Path, bool]]:
    """Each table and field with its line: (line, path, whether it is a field)."""
    table: Path = ()
    count: dict[Path, int] = {}
    for number, line in enumerate(lines, start=1):
        header, key = HEADER.match(line), KEY.match(line.strip())
        if header:
            table = _inside(_parts(header[2]), count)
            if header[1]:
                count[table] = count.get(table, -1) + 1
                table = (*table, count[table])
            yield number, table, False
        elif key:
            yield number, (*table, *_parts(key[1])), True


def _parts(dotted: str) -> Path:
    return tuple(part.strip(' "') for part in dotted.split("."))


def _inside(path: Path, count: dict[Path, int]) -> Path:
    """A table's path with the place in each list of tables that it lies in."""
    found: Path = ()
    for step in path[:-1]:
        found = (*found, step)
        if found in count:
            found = (*found, count[found])
    return (*found, path[-1])


def _element(lines: Sequence[str], number: int, wanted: int) -> int:
    """The line on which one element of the list that begins on a line begins."""
    depth, place = 0, 0
    text = lines[number - 1].partition("=")[2]
    for line, shown in enumerate([text, *lines[number:]], start=number):
        for sign in shown:
            if depth == 1 and place == wanted and not (sign.isspace() or sign in ",]"):
                return line
            depth += (sign in "[{") - (sign in "]}")
            place += sign == "," and depth == 1
    return number
