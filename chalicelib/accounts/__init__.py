"""Customers and their accounts: sign-up, proof of identity, sign-in, sessions, recovery."""
