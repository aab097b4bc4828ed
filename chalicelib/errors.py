"""Refusals: what the product says no to, each with a stable code.

A refusal carries a code, never a sentence: `chalicelib/i18n/<language>/errors.json` holds for every
code what happened (`<code>.what`) and what to do next (`<code>.next`).
"""

from collections.abc import Mapping

Fact = str | int | bool | None


class Refusal(ValueError):
    """A no that a person can act on.

    `code` is stable snake_case; `facts` are put into the sentence and into the problem document;
    `fields` maps a field of the input to the code of what is wrong with it.
    """

    status = 400

    def __init__(
        self, code: str, /, *, fields: Mapping[str, str] | None = None, **facts: Fact
    ) -> None:
        super().__init__(code)
        self.code = code
        self.fields = dict(fields or {})
        self.facts = facts


class Malformed(Refusal):
    """The request is not of the form that the route takes."""

    status = 400


class SignInNeeded(Refusal):
    """Nobody is signed in, or the session has ended."""

    status = 401


class NotAllowed(Refusal):
    """The caller is known and may not do this."""

    status = 403


class NotFound(Refusal):
    """The thing does not exist, or is not the caller's: the two answers never differ."""

    status = 404


class Conflict(Refusal):
    """The thing is not in a state that allows this."""

    status = 409


class Oversized(Refusal):
    """The body is larger than the route takes."""

    status = 413


class Invalid(Refusal):
    """The form is whole and its content makes no sense."""

    status = 422


class TooMany(Refusal):
    """Too many tries; `retry_after` in seconds tells when the next one counts.

    Its sentences have the same in `minutes`, rounded up.
    """

    status = 429

    def __init__(self, code: str, /, *, retry_after: int, **facts: Fact) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(code, fields=None, retry_after=retry_after, minutes=minutes, **facts)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """Something that we depend on does not answer; nothing was lost, try again."""

    status = 503
