"""A stand-in for a water utility's head-end: radio meters' indexes as SenML, page by page.

Every meter is a synthetic home; the demo's neighbours have their own index and leaks. Misbehaviour
is set by `PUT /water/control` (`state.Faults`).
"""

from infra.local.outside.water.app import application, routes
from infra.local.outside.water.state import Faults, Water

__all__ = ["Faults", "Water", "application", "routes"]
