"""A stand-in for GRDF's ADICT: the right of access, and informative (daily) consumption.

Every PCE is a synthetic home. Answers are NDJSON with "Vrai" and "Faux"; an error may come with
200, as `statut_restitution`. Misbehaviour is set by `PUT /gas/control` (`state.Faults`).
"""

from infra.local.outside.gas.app import application, routes
from infra.local.outside.gas.state import Faults, Gas

__all__ = ["Faults", "Gas", "application", "routes"]
