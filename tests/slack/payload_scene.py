"""Where payloads are delivered: a workspace with the bot in it, and what is seen and kept there."""

from __future__ import annotations

import asyncio
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.people import BOT_USER, DIRECTOR, GUEST, RESIDENT, STRANGER
from tests.slack_user import screen

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from redis import Redis

    from bot.fake_slack import Workspace
    from bot.fake_slack.shapes import Receipt
    from tests.slack.payload_case import Case

T = TypeVar("T")
Json: TypeAlias = dict[str, Any]
Seen: TypeAlias = dict[str, tuple[str, str]]
GRID = "E0MEDEDORG"


class Scene:
    """One workspace. Whoever is in a payload is somebody new each time, and so is each moment."""

    _numbers = itertools.count(1)

    def __init__(self, workspace: Workspace, redis: Redis, namespace: str) -> None:
        self.workspace = workspace
        self._redis = redis
        self._namespace = namespace
        self._number = 0
        self._user = self._dm = ""

    async def prepare(self, case: Case) -> None:
        """Let those be there whom the payload names, and let happen what came before."""
        self._number, state = next(self._numbers), self.workspace.state
        grid = "W0RESIDENT" in json.dumps(case.payload)
        rosa = replace(RESIDENT, id="W0RESIDENT" if grid else RESIDENT.id)
        for person in (rosa, GUEST, STRANGER):
            new, known = replace(person, id=self._renamed(person.id)), person.id.replace("W0", "U0")
            together = (c for c in state.channels.values() if c.kind != "im")
            self.workspace.admit(new, *(c.id for c in together if known in c.members))
        self._user, self._dm = self._renamed(rosa.id), self._renamed(rosa.dm)
        pair = {self._user, DIRECTOR.id}
        state.channels["D0BETWEEN0"] = Channel("D0BETWEEN0", "directmessage", "im", pair)
        state.channels["G0GROUPDM0"] = Channel("G0GROUPDM0", "mpdm-rosa--paul-1", "group", pair)
        for came in case.before:
            if isinstance(came, str):
                await _ended(self.workspace.send(self._user, self._dm, came))
            else:
                self._draw(came)
                await self._carry(case, came)

    async def deliver(self, case: Case) -> tuple[Receipt, Seen]:
        """Deliver the payload; returns what it came to, once the bot has said all it wants to."""
        self._draw(case.payload)
        before = self._seen()
        ack = await self._carry(case, case.payload, case.retry)
        return ack, {key: now for key, now in self._seen().items() if before.get(key) != now}

    def kept(self) -> dict[bytes, object]:
        """What is stored of whoever the payload names, whatever kind of value it is."""
        keys = self._redis.scan_iter(f"{self._namespace}:*{self._number:07d}*")
        return {key: self._redis.dump(key) for key in keys}

    def _seen(self) -> Seen:
        """What the bot has said, with the place of each."""
        state, found = self.workspace.state, {}
        for channel in state.channels.values():
            for message in filter(lambda said: said.by_bot, channel.messages.values()):
                place = "thread" if message.thread_ts else self._place(channel)
                found[f"{channel.id} {message.ts}"] = place, screen(message.as_json())
        for message in state.ephemerals.values():
            found[message.ts] = "ephemeral", screen(message.as_json())
        for user, view in state.homes.items():
            found[f"home {user}"] = "home", screen(view.as_json())
        for view in itertools.chain.from_iterable(state.stacks.values()):
            found[view.id] = "form", screen(view.as_json())
        return found

    def _place(self, channel: Channel) -> str:
        if channel.kind != "im":
            return "channel"
        return "dm" if channel.id == self._dm else "somebody else's"

    async def _carry(self, case: Case, payload: Json, retry: int = 0) -> Receipt:
        told = self.workspace.deliver(self._filled(payload), case.through, retry=retry)
        return await _ended(told)

    def _renamed(self, text: str) -> str:
        """Name everybody, and each moment and event, as nobody was named before."""
        for name in ("RESIDENT", "STRANGER", "GUESTXXX"):
            text = text.replace(name, f"{name[0]}{self._number:07d}")
        return text.replace("1700000000.", f"{1700000000 + self._number}.").replace(
            "Ev0CASE", f"Ev0CASE{self._number}"
        )

    def _filled(self, payload: Json) -> Json:
        """Give a payload the rights that it grants: to answer, and to open a form."""
        text = self._renamed(json.dumps(payload))
        made: Json = json.loads(text)
        if "{response_url}" in text:
            place = made.get("container", {})
            channel = made.get("channel_id") or made["channel"]["id"]
            kind: Literal["command", "press"] = "command" if "command" in made else "press"
            original = place.get("message_ts")
            token = self.workspace.grants.url(self._user, channel, kind, original=original)
            way = {"command": "commands", "press": "actions"}[kind]
            made["response_url"] = f"{self.workspace.address}/{way}/{token}"
        if "{trigger_id}" in text:
            made["trigger_id"] = self.workspace.grants.trigger(self._user)
        return made

    def _draw(self, payload: Json) -> None:
        """Let the message be there that is pressed, or that somebody wrote, and its thread."""
        told: Json = json.loads(self._renamed(json.dumps(payload)))
        event, place = told.get("event") or {}, told.get("container") or {}
        channel = self.workspace.state.channels.get(
            place.get("channel_id") or event.get("channel") or ""
        )
        thread = event.get("thread_ts") or place.get("thread_ts")
        if channel is None:
            return
        alone = self._user if place.get("is_ephemeral") else None
        if ts := place.get("message_ts"):
            drawn = Message(ts, channel.id, BOT_USER, "as it was drawn", [], thread, alone)
            (self.workspace.state.ephemerals if alone else channel.messages)[ts] = drawn
        for written in filter(None, (thread, event.get("ts"))):
            said = Message(written, channel.id, self._user, "as it was written")
            channel.messages.setdefault(written, said)


async def _ended(work: Coroutine[Any, Any, T]) -> T:
    """Do something, and wait until the bot has ended all that this began in it."""
    before = asyncio.all_tasks()
    given = await work
    while begun := [task for task in asyncio.all_tasks() - before if _is_bots(task)]:
        _, left = await asyncio.wait(begun, timeout=5)
        assert not left, left
    return given


def _is_bots(task: asyncio.Task[Any]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and "/bot/slack/" in code.co_filename
