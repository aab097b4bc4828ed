"""Writes whose condition may not hold: another request was faster, and the caller is told so."""

from collections.abc import Iterator
from contextlib import contextmanager

from pynamodb.exceptions import DeleteError, PutError, UpdateError

from chalicelib.errors import Refusal


@contextmanager
def otherwise(refusal: Refusal) -> Iterator[None]:
    """Raise `refusal` when the condition of the write inside the `with` block does not hold."""
    try:
        yield
    except (DeleteError, PutError, UpdateError) as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        raise refusal from error
