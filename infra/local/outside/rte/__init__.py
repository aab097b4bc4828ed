"""A stand-in for RTE's data portal: a token by Basic authorisation, and the Tempo calendar.

Colours are those of the synthetic climate, by the calendar's own rules (`homes/tempo.py`).
Misbehaviour is set by `PUT /rte/control` (`Faults`).
"""

from infra.local.outside.rte.app import application, routes
from infra.local.outside.rte.state import Faults, Rte

__all__ = ["Faults", "Rte", "application", "routes"]
