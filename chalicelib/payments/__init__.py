"""Payments: cards, mandates, the card network's events, receipts and incidents."""
