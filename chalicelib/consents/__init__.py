"""What each person agreed to, purpose by purpose: an append-only record, and what it says now."""

from chalicelib.consents.facts import PURPOSES, Consent, Purpose, Standing, State, Step

__all__ = ["PURPOSES", "Consent", "Purpose", "Standing", "State", "Step"]
