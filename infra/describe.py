"""Prints the API's OpenAPI document, as `/api/openapi.json` answers it, one line a value.

python -m infra.describe
"""

import json
import sys

import app
from chalicelib.web import openapi


def description() -> str:
    """The whole document as text, the same for the same code."""
    assert app.app.routes  # importing the app declares the routes
    return json.dumps(openapi.document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(description())
