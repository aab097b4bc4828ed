"""Who did what: an append-only trail of acts that matter, by day."""

from chalicelib.audit.trail import Act, acts_about, acts_of, entry, record

__all__ = ["Act", "acts_about", "acts_of", "entry", "record"]
