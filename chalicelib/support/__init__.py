"""Tickets: numbered threads between a customer and staff, from question to solution."""
