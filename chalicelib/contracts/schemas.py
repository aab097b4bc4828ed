"""What the contracts room answers."""

import msgspec

from chalicelib.contracts.eligibility import Reason


class EligibilityAnswer(msgspec.Struct, kw_only=True):
    """Whether the caller may use the whole counter, and why."""

    eligible: bool
    reason: Reason
