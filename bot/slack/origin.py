"""Where in Slack something happened, and so where it is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bot.slack.installed import Standing

if TYPE_CHECKING:
    from flows.dialogue.request import Person, Request


class Kind(StrEnum):
    """How somebody reached us, which decides how they are answered."""

    COMMAND = "command"
    TYPED = "message"
    MENTION = "mention"
    PRESS = "press"
    HOME = "press at home"
    FORM = "form"


class Origin(NamedTuple):
    """Where something happened: the channel, the thread, the message or the view.

    `at` is when it happened, as Slack writes moments. `team` is whose window it is, where Slack
    says so. `response_url` answers there, five times within half an hour; `trigger` opens a form,
    for three seconds. `retried` is a mention or a message that Slack tells once more.
    """

    kind: Kind
    person: Person
    standing: Standing = Standing.OURS
    channel: str = ""
    thread: str | None = None
    ts: str | None = None
    at: str = ""
    app: str = ""
    team: str = ""
    ephemeral: bool = False
    retried: bool = False
    response_url: str = ""
    trigger: str = ""
    view: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether this is our own conversation with them: only there we hear and are pressed.

        A command can be typed in a conversation of two people, which looks just the same.
        """
        heard = self.kind is not Kind.COMMAND and not self.ephemeral
        return self.channel.startswith("D") and heard

    @property
    def is_ours(self) -> bool:
        """Whether a message of ours in a direct message was pressed, which then shows the reply."""
        return self.kind is Kind.PRESS and self.is_direct


class Arrival(NamedTuple):
    """What somebody asks, and where it is answered."""

    request: Request
    origin: Origin
