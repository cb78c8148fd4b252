"""The signature: how to know that Slack sent something, from the bytes alone."""

from __future__ import annotations

import hmac
import re
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FRESH_SECONDS = 300
"""How far a request may be from our clock; Slack's own advice."""

_STAMP = re.compile(r"[0-9]{1,12}")
_VALUE = re.compile(r"v0=[0-9a-f]{64}")


class Signature(NamedTuple):
    """What the headers of a request claim."""

    stamp: str
    value: str

    def holds(self, secret: bytes, body: bytes) -> bool:
        """Tell whether whoever sent this body knew the secret."""
        found = hmac.digest(secret, b"v0:%b:%b" % (self.stamp.encode(), body), "sha256")
        return hmac.compare_digest(f"v0={found.hex()}", self.value)


def claimed(stamps: Sequence[str], values: Sequence[str]) -> Signature | None:
    """Take the two headers; None unless there is one of each, well-formed and fresh."""
    if len(stamps) != 1 or len(values) != 1:
        return None
    stamp, value = stamps[0], values[0]
    if not _STAMP.fullmatch(stamp) or not _VALUE.fullmatch(value):
        return None
    return Signature(stamp, value) if abs(time.time() - int(stamp)) <= FRESH_SECONDS else None
