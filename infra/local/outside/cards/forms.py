"""The form encoding of the card network's API: `card[number]=…`, `invoices[0]=…`, `expand[]=…`."""

import re
from typing import Any
from urllib.parse import parse_qsl

_STEP = re.compile(r"\[([^\]]*)\]")


def parse(text: str) -> dict[str, Any]:
    """Nested plain data from a form or query; every leaf is text."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head = name.split("[", 1)[0]
        steps = [head, *_STEP.findall(name[len(head) :])]
        here = root
        for step in steps[:-1]:
            key = str(len(here)) if step == "" else step
            inside = here.setdefault(key, {})
            if not isinstance(inside, dict):
                inside = here[key] = {}
            here = inside
        last = steps[-1]
        here[str(len(here)) if last == "" else last] = value
    return {key: _lists(value) for key, value in root.items()}


def _lists(value: Any) -> Any:
    """Turn mappings whose keys count 0, 1, 2… into lists."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(each) for key, each in value.items()}
    if inner and list(inner) == [str(place) for place in range(len(inner))]:
        return list(inner.values())
    return inner


def truth(value: Any) -> bool:
    """A boolean as forms write it."""
    return value in (True, "true", "True", "1")
