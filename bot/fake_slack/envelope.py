"""What is delivered to the app, and the app's acknowledgement."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.fake_slack.shapes import Json, Receipt

EnvelopeType = Literal["events_api", "slash_commands", "interactive"]
Reason = Literal["", "timeout", "http_error", "connection_failed", "no_connection"]

ACK_SECONDS = 3.0
TOLD = {
    "timeout": "operation_timeout",
    "http_error": "http_service_error",
    "connection_failed": "http_client_error",
    "no_connection": "dispatch_failed",
}
"""What a person is told when the app did not acknowledge, by the reason."""


@dataclass(frozen=True)
class Envelope:
    """One payload on its way."""

    kind: EnvelopeType
    payload: Json
    accepts_response: bool = False


@dataclass(frozen=True)
class Ack:
    """Whether the app took it, what it answered, and how long that took."""

    acked: bool
    payload: Json = field(default_factory=dict)
    reason: Reason = ""
    milliseconds: float = 0.0
    no_retry: bool = False

    def receipt(self, error: str | None = None, attempts: int = 1) -> Receipt:
        """Return what became of it; `error` is by default what a lack of it is called."""
        told = error or (None if self.acked else TOLD[self.reason])
        return Receipt(self.acked, self.payload, self.milliseconds, told, None, 1, attempts)


@dataclass
class Sent:
    """One attempt to deliver, and what came of it once that is known."""

    envelope: Envelope
    attempt: int
    reason: str
    ack: Ack | None = None


class Carrier(Protocol):
    """A way to the app: Socket Mode or signed HTTP."""

    async def carry(self, envelope: Envelope, attempt: int, reason: str) -> Ack:
        """Hand the envelope over and wait for its acknowledgement."""
        ...
