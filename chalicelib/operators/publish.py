"""Prints the public facts of every operator as JSON, with terms and logo, to build the site of.

python -m chalicelib.operators.publish
"""

import sys

import msgspec

from chalicelib.operators import directory
from chalicelib.operators.schemas import public


def published() -> list[dict[str, object]]:
    """For each operator its public facts, `terms` by language (Markdown) and `logo` (SVG text)."""
    pages = []
    for code in directory.codes():
        operator = directory.find(code)
        facts = msgspec.to_builtins(public(operator))
        facts["terms"] = {name: directory.terms(code, name) for name in operator.languages}
        facts["logo"] = (directory.PACKS / code / "logo.svg").read_text(encoding="utf-8")
        pages.append(facts)
    return pages


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(published()))
