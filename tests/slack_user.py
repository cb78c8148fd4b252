"""Somebody in Slack: what they type, press and see, in the words of a person."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.fake_slack.people import BOT_USER, RESIDENT
from bot.slack.service import connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from bot.fake_slack import Workspace
    from bot.fake_slack.shapes import Receipt
    from bot.settings import Settings
    from flows.dialogue.engine import DialogueEngine

Json = dict[str, Any]
CHANNEL = "C0INTERNAL"
BOT = f"<@{BOT_USER}>"
COMMAND = "/meded"


class SlackUser:
    """One person, at home in their direct messages with the bot."""

    def __init__(
        self, workspace: Workspace, user: str = RESIDENT.id, command: str = COMMAND
    ) -> None:
        self.workspace = workspace
        self.id = user
        self._command = command

    @property
    def dm(self) -> str:
        return self.workspace.dm(self.id)

    async def command(self, text: str = "", channel: str = CHANNEL) -> Receipt:
        return await self.workspace.command(self.id, channel, self._command, text)

    async def write(self, text: str, channel: str = "", thread: str | None = None) -> Receipt:
        return await self.workspace.send(self.id, channel or self.dm, text, thread)

    async def press(self, label: str, channel: str = "", message: Json | None = None) -> Receipt:
        """Press a button, or pick from a menu, in the newest message that has it."""
        where = channel or self.dm
        message = message or await self.workspace.wait_for(lambda: self._with(label, where))
        assert message
        block, action, picked = next(found[1:] for found in offers(message) if found[0] == label)
        place = (self.id, where, message["ts"])
        return await self.workspace.press(*place, action, block, picked)

    async def sees(self, text: str, channel: str = "") -> Json:
        """Wait for a message of the bot's with these words; returns the newest."""
        where = channel or self.dm
        try:
            found = await self.workspace.wait_for(
                lambda: [message for message in self.said(where) if text in screen(message)]
            )
        except TimeoutError:
            shown = [screen(message) for message in self.said(where)]
            raise AssertionError(f"{self.id} never saw {text!r}, only {shown}") from None
        return found[-1]

    def said(self, channel: str = "") -> list[Json]:
        """What the bot said where this person can see it, oldest first."""
        where = channel or self.dm
        posted = [m for m in self.workspace.messages(where) if m["user"] == BOT_USER]
        return sorted([*posted, *self.workspace.ephemerals(self.id, where)], key=_moment)

    async def barrier(self, channel: str = "") -> None:
        """Ask for something and wait for it: all that was caused before is said by then."""
        where = channel or self.dm
        before = [_moment(message) for message in self.said(where)]
        if where == self.dm:
            await self.write("about this")
        else:
            await self.command("about", where)
        await self.workspace.wait_for(
            lambda: any(
                "no author is named" in screen(message)
                for message in self.said(where)
                if _moment(message) not in before
            )
        )

    def _with(self, label: str, where: str) -> Json | None:
        messages = reversed(self.said(where))
        return next((m for m in messages if label in [name for name, *_ in offers(m)]), None)


def offers(message: Json) -> Iterator[tuple[str, str, str, str | None]]:
    """Everything that can be pressed: its label, block id, action id, and what is picked."""
    for block in message.get("blocks", []):
        for item in (*block.get("elements", ()), block.get("accessory") or {}):
            groups = item.get("option_groups", [])
            options = [*item.get("options", []), *(o for g in groups for o in g["options"])]
            if item.get("type") == "button":
                yield item["text"]["text"], block["block_id"], item["action_id"], None
            for option in options:
                name = option["text"]["text"]
                yield name, block["block_id"], item["action_id"], option["value"]


def labels(message: Json) -> list[str]:
    return [name for name, *_ in offers(message)]


def screen(message: Json) -> str:
    """Everything that is to be read in a message."""
    return "\n".join(_read(message.get("blocks") or [{"text": message["text"]}]))


def _read(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _read(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _read(inner)


def _moment(message: Json) -> float:
    return float(message["ts"])


@asynccontextmanager
async def serving(
    workspace: Workspace,
    make_settings: Callable[..., Settings],
    engine: DialogueEngine,
    **given: object,
) -> AsyncIterator[Settings]:
    """Connect the real bot to the workspace; it has left when the block ends."""
    settings = make_settings(
        **{
            "slack_bot_token": workspace.bot_token,
            "slack_app_token": workspace.app_token,
            "slack_api_url": workspace.api_url,
            **given,
        }
    )
    async with connected(settings, engine):
        yield settings
