"""The operators of this deployment, each described by a data pack; only the packs differ."""

from chalicelib.operators.directory import codes, find, languages_of
from chalicelib.operators.pack import Operator

__all__ = ["Operator", "codes", "find", "languages_of"]
