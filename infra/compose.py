"""Joins infra/*.yaml into the one template that `chalice package --merge-template` takes.

What is regular is made by `tables.py`, `daily.py` (schedules), `alarms.py` and `headers.py`: a
table for each line of tables.yaml, schedules and a secret for each operator pack, an alarm for each
dead-letter queue and function, and the site's headers.

    python -m infra.compose > merge.json
"""

import json
import sys

from infra.alarms import alarms
from infra.daily import adapters, grid_secret, packs, schedules
from infra.headers import APART, headers, headers_policy, page_headers
from infra.tables import table, tables
from infra.templates import INFRA, Template, load, logical

PARTS = (
    "template", "queues", "buckets", "secrets", "schedules", "handlers", "gateway", "site",
    "alarms",
)  # fmt: skip


def merge(into: Template, more: Template) -> Template:
    """`more` laid over `into`, mapping by mapping; a doubled resource is a mistake."""
    for section, entries in more.items():
        if not isinstance(entries, dict):
            into[section] = entries
            continue
        there = into.setdefault(section, {})
        doubled = there.keys() & entries.keys()
        if doubled:
            raise ValueError(f"{section} defined twice in infra/: {', '.join(sorted(doubled))}")
        there.update(entries)
    return into


def _head_pages(resources: Template) -> None:
    """The headers of all pages, and those of the few that may reach an origin more, by path."""
    paths = {name: headers()[apart]["paths"] for apart, name in APART.items()}
    for name, path in ({"SiteHeaders": "/"} | {n: each[0] for n, each in paths.items()}).items():
        config = resources[name]["Properties"]["ResponseHeadersPolicyConfig"]
        config.update(headers_policy(page_headers(path)))
    site = resources["Site"]["Properties"]["DistributionConfig"]
    site["CacheBehaviors"] += [
        {
            **site["DefaultCacheBehavior"],
            "PathPattern": path,
            "ResponseHeadersPolicyId": {"Ref": name},
        }
        for name, each in paths.items()
        for path in each
    ]


def compose() -> Template:
    """The whole merge template."""
    whole: Template = {}
    for part in PARTS:
        merge(whole, load(INFRA / f"{part}.yaml"))
    resources = whole["Resources"]
    more: Template = {logical(name, "table"): table(name, spec) for name, spec in tables().items()}
    for code, zone in packs():
        more.update(schedules(code, zone))
        for adapter in adapters(code):
            more[logical("grid", code, adapter, "secret")] = grid_secret(code, adapter)
    more.update(alarms())
    merge(whole, {"Resources": more})
    _head_pages(resources)
    site_function = (INFRA / "cf-function.js").read_text("utf-8")
    resources["SiteFunction"]["Properties"]["FunctionCode"] = site_function
    return whole


if __name__ == "__main__":
    json.dump(compose(), sys.stdout, indent=1)
