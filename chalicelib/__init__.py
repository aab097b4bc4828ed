"""The product. In a function, its modules run when they are first used, not when they are imported.

A cold function imports every room's routes and uses those of one; with this a module's body waits
until something in it is asked for (`importlib.util.LazyLoader`, a third less CPU for each cold
start). Only in functions: they serve one request at a time, which that loader counts on. A module's
body must so have no effect that another module counts on; app.py joins rooms by name instead. Nor
does a start stop to collect garbage, of which it makes none.
"""

import gc
import os
import sys


def _wait_until_used() -> None:
    from importlib.machinery import ModuleSpec, PathFinder
    from importlib.util import LazyLoader

    class Finder:
        """Finds the product's modules as Python does, and lets them wait."""

        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
            if not name.startswith("chalicelib."):
                return None
            spec = PathFinder.find_spec(name, path, target)  # type: ignore[arg-type]  # as it came
            if spec and spec.loader and spec.submodule_search_locations is None:
                spec.loader = LazyLoader(spec.loader)
            return spec

    sys.meta_path.insert(0, Finder)


def started() -> None:
    """All that a start makes stays: from here on garbage is looked for beside it."""
    gc.freeze()
    gc.enable()


if os.environ.get("AWS_LAMBDA_FUNCTION_NAME"):
    gc.disable()
    _wait_until_used()
