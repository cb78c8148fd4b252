"""The table of Web API methods, and how a method reads its arguments."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.fake_slack.block_kit import Violation
from bot.fake_slack.conversation import SCOPE_OF_TYPE, Channel, Message
from bot.fake_slack.parts import Parts
from bot.fake_slack.refusal import RefusedError, invalid
from bot.fake_slack.shapes import Json

Bearer = Literal["bot", "app", "none"]


class Args:
    """A method's arguments, whether they came as JSON or as a form."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def __contains__(self, key: str) -> bool:
        return self.given.get(key) is not None

    def text(self, key: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.given.get(key)
        return default if value is None else str(value)

    def wanted(self, key: str) -> str:
        """Return an argument that has to be there."""
        if not (value := self.text(key)):
            raise invalid("invalid_arguments", Violation("", f"missing required field: {key}"))
        return value

    def number(self, key: str, default: int) -> int:
        """Return an argument as a whole number."""
        try:
            return int(float(self.text(key) or default))
        except ValueError:
            raise RefusedError("invalid_arguments") from None

    def flag(self, key: str) -> bool:
        """Return an argument as yes or no."""
        return self.text(key).lower() in ("1", "true")

    def json(self, key: str, code: str) -> object:
        """Return an argument that may be JSON in a string; refuse with `code` if it is not."""
        value = self.given.get(key)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise RefusedError(code) from None


Run: TypeAlias = Callable[[Parts, Args], Awaitable[Json] | Json]


@dataclass(frozen=True)
class Method:
    """A method: one of its scopes is needed, and a token of its kind."""

    name: str
    scopes: tuple[str, ...]
    bearer: Bearer
    run: Run


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, bearer: Bearer = "bot") -> Callable[[Run], Run]:
    """Enter a function into the table."""

    def enter(run: Run) -> Run:
        METHODS[name] = Method(name, scopes, bearer, run)
        return run

    return enter


def need(parts: Parts, *scopes: str) -> None:
    """Refuse unless the bot has one of the scopes."""
    provided = parts.state.manifest.scopes
    if scopes and not provided & set(scopes):
        raise RefusedError(
            "missing_scope", needed=",".join(scopes), provided=",".join(sorted(provided))
        )


def seen_channel(parts: Parts, channel_id: str) -> Channel:
    """Return a channel the bot can see: every public one, and those it is in."""
    channel = parts.state.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and not channel.has_bot):
        raise RefusedError("channel_not_found")
    return channel


def readable_channel(parts: Parts, channel_id: str, right: str) -> Channel:
    """Return a channel the bot may read (`right`: read or history)."""
    channel = seen_channel(parts, channel_id)
    need(parts, f"{SCOPE_OF_TYPE[channel.kind]}:{right}")
    if right == "history" and not channel.has_bot:
        raise RefusedError("not_in_channel")
    return channel


def own_message(parts: Parts, args: Args, code: str) -> tuple[Channel, Message]:
    """Return a message of the bot's own; an ephemeral one is not found, as in Slack."""
    channel = seen_channel(parts, args.wanted("channel"))
    message = channel.messages.get(args.wanted("ts"))
    if message is None:
        raise RefusedError("message_not_found")
    if not message.by_bot:
        raise RefusedError(code)
    return channel, message
