"""Where in Slack something happened, and so where it is answered."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flows.dialogue.request import Person, Request


class Kind(Enum):
    """How somebody reached us, which decides how they are answered."""

    COMMAND = auto()
    TYPED = auto()
    MENTION = auto()
    PRESS = auto()
    HOME = auto()
    FORM = auto()


class Origin(NamedTuple):
    """Where something happened: the channel, the thread, the message or the view.

    `trigger` opens a form, for three seconds.
    """

    kind: Kind
    team: str
    person: Person
    channel: str = ""
    thread: str | None = None
    ts: str | None = None
    ephemeral: bool = False
    retried: bool = False
    trigger: str = ""
    view: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether this is a direct message, where answers may stay in sight."""
        return self.channel.startswith("D")

    @property
    def is_ours(self) -> bool:
        """Whether a message of ours in a direct message was pressed, which then shows the reply."""
        return self.kind is Kind.PRESS and self.is_direct and not self.ephemeral


class Arrival(NamedTuple):
    """What somebody asks, and where it is answered."""

    request: Request
    origin: Origin
