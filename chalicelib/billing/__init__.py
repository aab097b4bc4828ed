"""Tariffs, billing runs, invoices and their documents."""
