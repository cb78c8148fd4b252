"""Channels and direct messages, and what was said in them."""

from dataclasses import dataclass, field
from typing import Literal

from bot.fake_slack.people import APP, BOT, BOT_USER, TEAM
from bot.fake_slack.shapes import Json

ChannelType = Literal["channel", "group", "im"]

EVENT_OF_TYPE = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
SCOPE_OF_TYPE = {"channel": "channels", "group": "groups", "im": "im"}


@dataclass
class Message:
    """Something said; an ephemeral one has its only reader in `only_for`."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    edited: Json | None = None
    broadcast: bool = False
    extra: Json = field(default_factory=dict)
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def by_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER

    def as_json(self) -> Json:
        """Return the message object of the Web API."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        if self.by_bot:
            shown |= {"bot_id": BOT, "app_id": APP, "team": TEAM}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.broadcast:
            shown["subtype"] = "thread_broadcast"
        if self.edited:
            shown["edited"] = self.edited
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": users, "count": len(users)}
                for name, users in self.reactions.items()
            ]
        return shown | self.extra


@dataclass
class Channel:
    """A conversation and its messages, oldest first."""

    id: str
    name: str
    kind: ChannelType
    members: set[str]
    is_ext_shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def command_name(self) -> str:
        """The name a slash command's payload gives it."""
        return {"channel": self.name, "group": "privategroup", "im": "directmessage"}[self.kind]

    @property
    def has_bot(self) -> bool:
        """Whether the bot is a member."""
        return BOT_USER in self.members

    def thread(self, ts: str) -> list[Message]:
        """Return a thread's parent and replies, oldest first."""
        return [m for m in self.messages.values() if ts in (m.ts, m.thread_ts)]

    def message_json(self, message: Message) -> Json:
        """Return a message as history shows it: a parent knows its replies."""
        replies = [m for m in self.messages.values() if m.thread_ts == message.ts]
        if message.ts in (message.thread_ts, None) or not replies:
            return message.as_json()
        return message.as_json() | {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": (users := sorted({m.user for m in replies})),
            "reply_users_count": len(users),
            "latest_reply": replies[-1].ts,
            "is_locked": False,
        }

    def as_json(self) -> Json:
        """Return the conversation object of the Web API."""
        shown: Json = {
            "id": self.id,
            "created": 1700000000,
            "is_archived": False,
            "is_im": self.kind == "im",
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_mpim": False,
            "is_private": self.kind != "channel",
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "context_team_id": TEAM,
        }
        if self.kind == "im":
            person = next(iter(self.members - {BOT_USER}))
            return shown | {"user": person, "is_open": True}
        return shown | {
            "name": self.name,
            "name_normalized": self.name,
            "is_general": False,
            "is_member": self.has_bot,
            "creator": "U0ADMINXXX",
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
