"""One structured logger; secrets and personal data never reach it.

Powertools' Logger takes 56 ms to import, so it is made at the first line that is written, not while
a cold function starts.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger


@lru_cache(maxsize=1)
def log() -> "Logger":
    """The logger of the process: JSON lines with `service`, `level`, `message` and named facts.

    Facts are ids (request, customer number hashed, invoice number), counts and codes; never names,
    addresses, e-mails, tokens or bodies.
    """
    from aws_lambda_powertools import Logger

    return Logger(service="comptoir", utc=True)
