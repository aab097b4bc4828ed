"""Billing by hand, for who runs the system.

    python -m chalicelib.billing dry-run OPERATOR DAY       what a run would issue, in sum
    python -m chalicelib.billing run OPERATOR DAY           issue everything that is due
    python -m chalicelib.billing reviews OPERATOR DAY       what a run held back, and why
    python -m chalicelib.billing release OPERATOR DAY CUSTOMER CONTRACT
    python -m chalicelib.billing correct OPERATOR DAY CUSTOMER NUMBER      by what is read now
    python -m chalicelib.billing cap-leak OPERATOR DAY CUSTOMER NUMBER     a plumber's proof is in

It works on the deployment that the environment names, with the caller's own rights.
"""

import sys
from datetime import date

from chalicelib.billing import amending, leaks, reviewing, runs
from chalicelib.billing.facts import Review


def main(command: str, operator: str, day: str, *more: str) -> list[str]:
    """Do a command; the lines to print. Raises `Refusal`, and ValueError for an unknown command."""
    on = date.fromisoformat(day)
    if command == "dry-run":
        done, held = runs.dry_run(operator, on)
        return [_sum(done), *map(_held, held)]
    if command == "run":
        return [_sum(runs.bill_now(operator, on)), *map(_held, reviewing.of_run(operator, on))]
    if command == "reviews":
        return [*map(_held, reviewing.of_run(operator, on))]
    if command == "release":
        return [f"issued {number}" for number in reviewing.release(operator, on, more[0], more[1])]
    if command == "correct":
        return [f"issued {number}" for number in amending.correct(operator, on, *more)]
    if command == "cap-leak":
        customer, number = more
        return [f"issued {leaks.cap(operator, customer, number, on).number}"]
    raise ValueError(command)


def _sum(done: runs.Done) -> str:
    return f"{done.invoices} invoices, {done.total_cents} cents, {done.held_back} held back"


def _held(review: Review) -> str:
    facts = " ".join(f"{name}={value}" for name, value in review.facts.items())
    return f"held back: {review.customer} {review.contract} {review.code} {facts}".rstrip()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    print("\n".join(main(*sys.argv[1:])))
