"""The table of Web API methods, and how a method reads its arguments and refuses."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.fake_slack import block_kit
from bot.fake_slack.conversation import SCOPE_OF_KIND, Channel, Message
from bot.fake_slack.parts import Parts
from bot.fake_slack.shapes import Json

Bearer = Literal["bot", "app", "none"]


class SlackRefusal(Exception):  # noqa: N818 - it is an answer, not a failure of ours
    """An answer with ok: false."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.answer: Json = {"ok": False, "error": code, **extra}


def invalid(code: str, found: list[block_kit.Fault]) -> SlackRefusal:
    """Return the refusal that points at each fault."""
    words = [str(fault) for fault in found]
    messages = [f"[ERROR] {told}" for told in words]
    return SlackRefusal(code, errors=words, response_metadata={"messages": messages})


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
            raise invalid(
                "invalid_arguments", [block_kit.Fault("", f"missing required field: {key}")]
            )
        return value

    def number(self, key: str, default: int) -> int:
        """Return an argument as a whole number."""
        try:
            return int(float(self.text(key) or default))
        except ValueError:
            raise SlackRefusal("invalid_arguments") from None

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
            raise SlackRefusal(code) from None


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
        raise SlackRefusal(
            "missing_scope", needed=",".join(scopes), provided=",".join(sorted(provided))
        )


def seen_channel(parts: Parts, channel_id: str) -> Channel:
    """Return a channel the bot can see: every public one, and those it is in."""
    channel = parts.state.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and not channel.has_bot):
        raise SlackRefusal("channel_not_found")
    return channel


def readable_channel(parts: Parts, channel_id: str, right: str) -> Channel:
    """Return a channel the bot may read (`right`: read or history)."""
    channel = seen_channel(parts, channel_id)
    need(parts, f"{SCOPE_OF_KIND[channel.kind]}:{right}")
    if right == "history" and not channel.has_bot:
        raise SlackRefusal("not_in_channel")
    return channel


def own_message(parts: Parts, args: Args, code: str) -> tuple[Channel, Message]:
    """Return a message of the bot's own; an ephemeral one is not found, as in Slack."""
    channel = seen_channel(parts, args.wanted("channel"))
    message = channel.messages.get(args.wanted("ts"))
    if message is None:
        raise SlackRefusal("message_not_found")
    if not message.by_bot:
        raise SlackRefusal(code)
    return channel, message
