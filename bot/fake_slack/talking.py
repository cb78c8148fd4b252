"""What people write: messages, edits, deletions, slash commands."""

import uuid
from dataclasses import replace

from bot.fake_slack import interactions, payloads, responses
from bot.fake_slack.conversation import EVENT_OF_TYPE, Channel, Message
from bot.fake_slack.envelope import Envelope
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import BOT_USER, User
from bot.fake_slack.shapes import Json, Receipt

MENTION = f"<@{BOT_USER}"


class Talking(Parts):
    """People's keyboards; every method returns once the app has acknowledged, or did not."""

    async def send(  # noqa: PLR0913 - where, what, and how
        self,
        user: str,
        channel_id: str,
        text: str,
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
        me: bool = False,
    ) -> Receipt:
        """Write a message; the receipt has its `ts`, and the app hears of it if it may.

        `broadcast` also sends a reply to the channel, `me` is what `/me` writes.
        """
        person, channel = self.state.person(user), self.state.channel(channel_id)
        if refused := self._refusal(person, channel):
            return Receipt(acked=False, error=refused)
        extra = {"team": payloads.team(person)}
        extra |= {"subtype": "me_message"} if me else {"client_msg_id": str(uuid.uuid4())}
        message = Message(
            self.state.new_ts(),
            channel.id,
            user,
            text,
            [] if me else payloads.rich_text(text),
            thread_ts,
            broadcast=broadcast,
            extra=extra,
        )
        channel.messages[message.ts] = message
        self.posting.show("message", channel, message)
        said = payloads.message_event(message, channel, person)
        receipts = [await self._event(EVENT_OF_TYPE[channel.kind], said, channel)]
        receipts += await self._mention(message, channel, person)
        return replace(_together(receipts), ts=message.ts)

    async def edit(self, user: str, channel_id: str, ts: str, text: str) -> Receipt:
        """Change one's own message; a mention in it is one more (bolt-python#925)."""
        channel, message = self._own(user, channel_id, ts)
        before = channel.message_json(message)
        changed_at = self.state.new_ts()
        message.text, message.blocks = text, payloads.rich_text(text)
        message.edited = {"user": user, "ts": changed_at}
        self.posting.show("update", channel, message)
        event = payloads.changed_event(message, before, channel, changed_at)
        receipts = [await self._event(EVENT_OF_TYPE[channel.kind], event, channel)]
        receipts += await self._mention(message, channel, self.state.person(user))
        return replace(_together(receipts), ts=ts)

    async def delete(self, user: str, channel_id: str, ts: str) -> Receipt:
        """Take one's own message away."""
        channel, message = self._own(user, channel_id, ts)
        before = channel.message_json(message)
        del channel.messages[ts]
        self.posting.show("delete", channel, message)
        event = payloads.deleted_event(before, channel, self.state.new_ts())
        return await self._event(EVENT_OF_TYPE[channel.kind], event, channel, ts)

    async def command(self, user: str, channel_id: str, command: str, text: str = "") -> Receipt:
        """Run a slash command; its acknowledgement's body is shown, or what went wrong."""
        person, channel = self.state.person(user), self.state.channel(channel_id)
        manifest = self.state.manifest
        declared = command in manifest.commands and "commands" in manifest.scopes
        if user not in channel.members:
            return Receipt(acked=False, error="not_in_channel")
        if not declared or person.is_stranger:
            # Slack Connect strangers have no commands of a team that is not theirs.
            self.posting.notice(channel, user, f"{command} is not a valid command.")
            return Receipt(acked=False, error="unknown_command")
        token = self.grants.url(user, channel.id, "command")
        granted = {
            "response_url": f"{self.address}/commands/{token}",
            "trigger_id": self.grants.trigger(user),
        }
        payload = interactions.slash_command(
            self.state.installed, person, channel, (command, text), granted
        )
        ack = await self.dispatcher.once(Envelope("slash_commands", payload, accepts_response=True))
        error = responses.command_ack(self, channel, user, ack.payload) if ack.acked else None
        receipt = ack.receipt(error)
        if receipt.error:
            words = f"{command} failed with the error “{receipt.error}”."
            self.posting.notice(channel, user, words)
        return receipt

    async def join(self, user: str, channel_id: str) -> Receipt:
        """Join a channel; the bot's user id invites the bot."""
        return await self._move(user, channel_id, joins=True)

    async def leave(self, user: str, channel_id: str) -> Receipt:
        """Leave a channel; the bot's user id removes the bot."""
        return await self._move(user, channel_id, joins=False)

    async def _move(self, user: str, channel_id: str, *, joins: bool) -> Receipt:
        channel = self.state.channel(channel_id)
        person = self.state.person(user)
        (channel.members.add if joins else channel.members.discard)(user)
        self.state.changes.tell("members", {"channel": channel.id})
        name = f"member_{'joined' if joins else 'left'}_channel"
        event = {
            "type": name,
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": payloads.team(person),
            "event_ts": self.state.new_ts(),
        }
        return await self._event(name, event, channel)

    def _refusal(self, person: User, channel: Channel) -> str | None:
        manifest = self.state.manifest
        if person.id not in channel.members:
            return "not_in_channel"
        ours = channel.kind == "im" and channel.has_bot
        if ours and not manifest.messages_tab:
            return "messages_tab_disabled"
        if ours and manifest.read_only:
            return "messages_tab_read_only"
        return None

    async def _mention(self, message: Message, channel: Channel, writer: User) -> list[Receipt]:
        """Let the app hear that it was named, which in direct messages it is not told."""
        if MENTION not in message.text or channel.kind == "im":
            return []
        event = payloads.mention_event(message, channel, writer)
        return [await self._event("app_mention", event, channel)]

    def _own(self, user: str, channel_id: str, ts: str) -> tuple[Channel, Message]:
        channel = self.state.channel(channel_id)
        message = channel.messages.get(ts)
        if message is None or message.user != user:
            raise LookupError(f"{user} wrote no message {ts} in {channel_id}")
        return channel, message

    async def _event(
        self, name: str, event: Json, channel: Channel, ts: str | None = None
    ) -> Receipt:
        """Let the app hear of something in a channel, if it is in there."""
        if not channel.has_bot:
            return Receipt(acked=False, ts=ts)
        return replace(await self.dispatcher.event(name, event, channel), ts=ts)


def _together(receipts: list[Receipt]) -> Receipt:
    """Sum up a message event and its app_mention twin."""
    heard = [receipt for receipt in receipts if receipt.deliveries]
    if not heard:
        return Receipt(acked=False)
    worst = next((receipt for receipt in heard if not receipt.acked), heard[0])
    return replace(worst, deliveries=len(heard))
