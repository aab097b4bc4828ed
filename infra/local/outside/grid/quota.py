"""The quotas of a client application: calls in one second, calls in one hour."""

from collections import deque
from dataclasses import dataclass, field


@dataclass
class Quota:
    """Counts a client's calls; `take` says how long to wait when one is too many."""

    calls: deque[float] = field(default_factory=deque)

    def take(self, at: float, per_second: int, per_hour: int) -> tuple[str, float] | None:
        """Count a call at `at` (seconds), or tell which quota refuses it and until when.

        A refused call is not counted.
        """
        while self.calls and self.calls[0] <= at - 3600:
            self.calls.popleft()
        if len(self.calls) >= per_hour:
            return "hour", self.calls[0] + 3600
        if len(self.calls) >= per_second and self.calls[-per_second] > at - 1:
            return "second", self.calls[-per_second] + 1
        self.calls.append(at)
        return None
