"""What the metering room takes and answers about a supply point's consents."""

from datetime import date, datetime

import msgspec

from chalicelib.consents import Purpose, State


class ConsentAnswer(msgspec.Struct, kw_only=True):
    """One switch, and the sentence that it stands for. `why` says what the grid operator objected.

    `pending`: asked for and being processed.
    """

    purpose: Purpose
    state: State
    title: str
    wording: str
    since_at: datetime | None = None
    until_on: date | None = None
    why: str | None = None


class ConsentList(msgspec.Struct, kw_only=True):
    """The switches of a supply point."""

    items: list[ConsentAnswer]
    next: str | None = None


class ConsentForm(msgspec.Struct, kw_only=True):
    """Turn a switch on or off."""

    granted: bool
