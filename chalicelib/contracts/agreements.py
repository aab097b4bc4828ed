"""Contracts: found by customer, by supply point, and all of an operator for a billing run."""

from collections.abc import Iterator
from datetime import date

from chalicelib.contracts.facts import Contract
from chalicelib.contracts.table import ContractRow


def of_customer(operator: str, customer: str) -> tuple[Contract, ...]:
    """All contracts of a customer number, ended ones too, in order of their start."""
    found = (_fact(row) for row in ContractRow.query(f"{operator}#{customer}"))
    return tuple(sorted(found, key=lambda each: (each.started_on, each.contract)))


def of_point(point: str) -> tuple[Contract, ...]:
    """All contracts of a supply point, whoever held it, in order of their start."""
    found = (_fact(row) for row in ContractRow.by_point.query(point))
    return tuple(sorted(found, key=lambda each: (each.started_on, each.contract)))


def active(operator: str, shard: str, since: date, after: str | None = None) -> Iterator[Contract]:
    """The contracts of one shard (`shards.shards(operator)`) in force on `since` or later.

    A billing run gives the day before which everything is settled, and so meets contracts that
    ended after it and still wait for their last invoice. They come in order of their number; those
    up to and with `after` are left out.
    """
    beyond = ContractRow.contract > after if after else None
    for row in ContractRow.by_shard.query(shard, beyond, page_size=500):
        contract = _fact(row)
        if contract.operator == operator and (
            contract.ended_on is None or contract.ended_on > since
        ):
            yield contract


def find(operator: str, customer: str, contract: str) -> Contract | None:
    """One contract, or None."""
    try:
        return _fact(ContractRow.get(f"{operator}#{customer}", contract))
    except ContractRow.DoesNotExist:
        return None


def _fact(row: ContractRow) -> Contract:
    operator, _, customer = row.customer.partition("#")
    return Contract(
        contract=row.contract,
        customer=customer,
        operator=operator,
        point=row.point,
        tariff=row.tariff,
        started_on=row.started_on,
        ended_on=row.ended_on,
        company=row.company,
        options=dict(row.options or {}),
        subscribed_power_va=None
        if row.subscribed_power_va is None
        else int(row.subscribed_power_va),
        residents=int(row.residents),
        dwellings=int(row.dwellings),
        came_in_on=row.came_in_on,
    )
