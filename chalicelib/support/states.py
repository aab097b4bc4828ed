"""What a ticket's state becomes: whose turn it is, and when it is over."""

from typing import Literal

State = Literal["open", "in_progress", "awaiting_customer", "resolved"]
"""`open`: waits for staff; `in_progress`: a clerk is on it; `awaiting_customer`: we asked
something; `resolved`: over, until somebody writes again.
"""
About = Literal[
    "payment", "bill", "reading", "meter", "access", "contract", "moving", "leak", "other"
]


def after_customer(state: State, taken: bool) -> State:
    """The state once the customer wrote: it is staff's turn, also after the end."""
    if state in ("open", "in_progress"):
        return state
    return "in_progress" if taken and state == "awaiting_customer" else "open"


def after_answer(state: State, wanted: State | None) -> State:
    """The state once staff answered: the one they say, else somebody is on it."""
    return wanted or ("in_progress" if state == "open" else state)
