"""What people write: messages, edits, deletions, slash commands."""

import uuid
from dataclasses import dataclass, replace

from bot.fake_slack import payloads
from bot.fake_slack.answering import Answering
from bot.fake_slack.conversation import EVENT_OF_KIND, Channel, Message
from bot.fake_slack.envelope import Envelope
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import BOT_USER, Person
from bot.fake_slack.shapes import Json, Result

MENTION = f"<@{BOT_USER}"
TOLD = {
    "timeout": "operation_timeout",
    "http_error": "http_service_error",
    "connection_failed": "http_client_error",
    "no_connection": "dispatch_failed",
}
"""What a person is told when the app did not acknowledge."""


@dataclass
class Talking:
    """People's keyboards."""

    parts: Parts
    answering: Answering

    async def send(
        self, user: str, channel_id: str, text: str, thread_ts: str | None, *, broadcast: bool
    ) -> Result:
        """Write a message; the app hears of it if its manifest says so."""
        person, channel = self.parts.state.person(user), self.parts.state.channel(channel_id)
        if refused := self._refusal(person, channel):
            return Result(acked=False, error=refused)
        message = Message(
            self.parts.state.new_ts(),
            channel.id,
            user,
            text,
            payloads.rich_text(text),
            thread_ts,
            broadcast=broadcast,
            extra={"client_msg_id": str(uuid.uuid4()), "team": person.team},
        )
        channel.messages[message.ts] = message
        self._show("message", channel, message)
        if not channel.has_bot:
            return Result(acked=False, ts=message.ts)
        said = payloads.message_event(message, channel, person)
        results = [await self._event(EVENT_OF_KIND[channel.kind], said, channel)]
        if MENTION in text and channel.kind != "im":
            mention = payloads.mention_event(message, channel, person)
            results.append(await self._event("app_mention", mention, channel))
        return replace(_together(results), ts=message.ts)

    async def edit(self, user: str, channel_id: str, ts: str, text: str) -> Result:
        """Change one's own message."""
        channel, message = self._own(user, channel_id, ts)
        before = channel.message_json(message)
        changed_at = self.parts.state.new_ts()
        message.text, message.blocks = text, payloads.rich_text(text)
        message.edited = {"user": user, "ts": changed_at}
        self._show("update", channel, message)
        event = payloads.changed_event(message, before, channel, changed_at)
        return await self._hidden(channel, event, ts)

    async def delete(self, user: str, channel_id: str, ts: str) -> Result:
        """Take one's own message away."""
        channel, message = self._own(user, channel_id, ts)
        before = channel.message_json(message)
        del channel.messages[ts]
        self._show("delete", channel, message)
        event = payloads.deleted_event(before, channel, self.parts.state.new_ts())
        return await self._hidden(channel, event, ts)

    async def command(self, user: str, channel_id: str, command: str, text: str) -> Result:
        """Run a slash command; its acknowledgement's body is shown, or what went wrong."""
        person, channel = self.parts.state.person(user), self.parts.state.channel(channel_id)
        manifest = self.parts.state.manifest
        declared = command in manifest.commands and "commands" in manifest.scopes
        if user not in channel.members:
            return Result(acked=False, error="not_in_channel")
        if not declared or person.is_stranger:
            # Slack Connect strangers have no commands of a team that is not theirs.
            self.parts.posting.notice(channel, user, f"{command} is not a valid command.")
            return Result(acked=False, error="unknown_command")
        token = self.parts.grants.url(user, channel.id, "command")
        granted = {
            "response_url": f"{self.parts.address}/commands/{token}",
            "trigger_id": self.parts.grants.trigger(user),
        }
        payload = payloads.slash_command(person, channel, command, text, granted)
        ack = await self.parts.delivery.once(
            Envelope("slash_commands", payload, accepts_response=True)
        )
        if ack.acked:
            error = self.answering.command_ack(channel, user, ack.payload)
        else:
            error = TOLD[ack.reason]
        if error:
            words = f"{command} failed with the error “{error}”."
            self.parts.posting.notice(channel, user, words)
        return Result(ack.acked, ack.payload, ack.milliseconds, error, None, 1, 1)

    async def move(self, user: str, channel_id: str, *, joins: bool) -> Result:
        """Join or leave a channel; the bot may be moved, too."""
        channel = self.parts.state.channel(channel_id)
        team = self.parts.state.person(user).team
        (channel.members.add if joins else channel.members.discard)(user)
        self.parts.state.changes.tell("members", {"channel": channel.id})
        name = f"member_{'joined' if joins else 'left'}_channel"
        event = {
            "type": name,
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": team,
            "event_ts": self.parts.state.new_ts(),
        }
        return await self._event(name, event, channel) if channel.has_bot else Result(acked=False)

    def _refusal(self, person: Person, channel: Channel) -> str | None:
        manifest = self.parts.state.manifest
        if person.id not in channel.members:
            return "not_in_channel"
        if channel.kind == "im" and not manifest.messages_tab:
            return "messages_tab_disabled"
        if channel.kind == "im" and manifest.read_only:
            return "messages_tab_read_only"
        return None

    def _own(self, user: str, channel_id: str, ts: str) -> tuple[Channel, Message]:
        channel = self.parts.state.channel(channel_id)
        message = channel.messages.get(ts)
        if message is None or message.user != user:
            raise LookupError(f"{user} wrote no message {ts} in {channel_id}")
        return channel, message

    async def _hidden(self, channel: Channel, event: Json, ts: str) -> Result:
        if not channel.has_bot:
            return Result(acked=False, ts=ts)
        return replace(await self._event(EVENT_OF_KIND[channel.kind], event, channel), ts=ts)

    async def _event(self, name: str, event: Json, channel: Channel) -> Result:
        return await self.parts.delivery.event(name, event, channel)

    def _show(self, kind: str, channel: Channel, message: Message) -> None:
        data = {"channel": channel.id, "message": channel.message_json(message)}
        self.parts.state.changes.tell(kind, data, frozenset(channel.members))


def _together(results: list[Result]) -> Result:
    """Sum up a message event and its app_mention twin."""
    heard = [result for result in results if result.deliveries]
    if not heard:
        return Result(acked=False)
    worst = next((result for result in heard if not result.acked), heard[0])
    return replace(worst, deliveries=len(heard))
