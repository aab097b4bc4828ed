"""Data that an older version left on this machine: what it lacks is said, not stumbled over."""

from infra.local.machine import lacks
from infra.tables import table, tables

WANTED = {"hash": "customer", "range": "contract", "indexes": {"by_shard": ["shard", "contract"]}}


def described(*keys: str, indexes: tuple[str, ...] = ()):
    return {
        "KeySchema": [{"AttributeName": key} for key in keys],
        "GlobalSecondaryIndexes": [{"IndexName": name} for name in indexes],
    }


def test_a_table_that_is_missing_is_named():
    assert lacks("contracts", WANTED, None) == ["contracts"]


def test_an_index_that_is_missing_is_named_with_its_table():
    found = described("customer", "contract")
    assert lacks("contracts", WANTED, found) == ["contracts.by_shard"]


def test_a_table_with_other_keys_is_none_of_ours():
    assert lacks("contracts", WANTED, described("customer", indexes=("by_shard",))) == ["contracts"]


def test_a_whole_table_lacks_nothing_and_may_have_more():
    found = described("customer", "contract", indexes=("by_shard", "of_old"))
    assert lacks("contracts", WANTED, found) == []


def test_every_table_as_it_is_deployed_lacks_nothing():
    for name, spec in tables().items():
        assert lacks(name, spec, table(name, spec)["Properties"]) == []
