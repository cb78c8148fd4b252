"""What a payload lets the app do for a while: trigger ids and response urls."""

import secrets
from dataclasses import dataclass, field
from typing import Literal

from bot.fake_slack.clock import Clock
from bot.fake_slack.refusal import RefusedError

TRIGGER_LIFE = 3.0
URL_LIFE = 30 * 60.0
URL_USES = 5


@dataclass
class Trigger:
    """The right to open one view for a person, for three seconds."""

    id: str
    user: str
    born: float
    view: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer in a place, five times within half an hour."""

    token: str
    user: str
    channel: str
    source: Literal["command", "press", "shortcut"]
    born: float
    original: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass
class Grants:
    """All triggers and response urls ever given; one that is too old or used up is refused."""

    clock: Clock
    triggers: dict[str, Trigger] = field(default_factory=dict)
    urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def trigger(self, user: str, view: str | None = None) -> str:
        """Give a trigger id."""
        made = f"{len(self.triggers) + 1}.{secrets.token_hex(8)}"
        self.triggers[made] = Trigger(made, user, self.clock.now(), view)
        return made

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger id up."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self.clock.now() - trigger.born >= TRIGGER_LIFE:
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger

    def url(
        self,
        user: str,
        channel: str,
        source: Literal["command", "press", "shortcut"],
        *,
        original: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """Give the token of a response url."""
        token = secrets.token_urlsafe(18)
        self.urls[token] = ResponseUrl(
            token, user, channel, source, self.clock.now(), original, thread_ts
        )
        return token

    def use(self, token: str) -> ResponseUrl:
        """Count one use of a response url."""
        url = self.urls.get(token)
        if url is None:
            raise RefusedError("no_such_url")
        if self.clock.now() - url.born >= URL_LIFE:
            raise RefusedError("expired_url")
        if url.uses >= URL_USES:
            raise RefusedError("used_url")
        url.uses += 1
        return url
