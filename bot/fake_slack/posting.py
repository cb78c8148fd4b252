"""What the bot says: kept, shown, checked for pings, and echoed back to it as events."""

from dataclasses import dataclass

from bot.fake_slack import mentions, payloads
from bot.fake_slack.conversation import EVENT_OF_TYPE, Channel, Message
from bot.fake_slack.dispatcher import Dispatcher
from bot.fake_slack.people import BOT_USER
from bot.fake_slack.shapes import Json, Ping
from bot.fake_slack.state import State

KEPT = ("metadata", "attachments", "mrkdwn", "unfurl_links", "unfurl_media", "parse")


@dataclass
class Posting:
    """The bot's pen."""

    state: State
    dispatcher: Dispatcher

    def post(self, channel: Channel, body: Json) -> Message:
        """Post for everybody in the channel."""
        message = self._write(channel, body, body.get("thread_ts"))
        message.broadcast = bool(body.get("reply_broadcast")) and message.thread_ts is not None
        channel.messages[message.ts] = message
        self.show("message", channel, message)
        writer = self.state.people[BOT_USER]
        self._echo(channel, payloads.message_event(message, channel, writer))
        return message

    def post_ephemeral(self, channel: Channel, user: str, body: Json) -> Message:
        """Post for one person alone."""
        message = self._write(channel, body, body.get("thread_ts"))
        message.only_for = user
        self.state.ephemerals[message.ts] = message
        self.show("ephemeral", channel, message)
        return message

    def update(self, channel: Channel, message: Message, body: Json) -> None:
        """Change a message in place, an ephemeral one included."""
        before = channel.message_json(message)
        if "text" in body:
            message.text = str(body["text"] or "")
        if "blocks" in body:
            message.blocks = self.state.numbered(body["blocks"] or [])
            self._keep_picks(message)
        message.extra |= _kept(body)
        self._listen(message, body)
        ts = self.state.new_ts()
        if message.only_for:
            self.show("ephemeral_update", channel, message)
            return
        message.edited = {"user": BOT_USER, "ts": ts}
        self.show("update", channel, message)
        self._echo(channel, payloads.changed_event(message, before, channel, ts))

    def delete(self, channel: Channel, message: Message) -> None:
        """Take a message away, an ephemeral one included."""
        before = channel.message_json(message)
        if message.only_for:
            self.state.ephemerals.pop(message.ts, None)
            self.show("ephemeral_delete", channel, message)
            return
        channel.messages.pop(message.ts, None)
        self.show("delete", channel, message)
        self._echo(channel, payloads.deleted_event(before, channel, self.state.new_ts()))

    def notice(self, channel: Channel, user: str, words: str) -> None:
        """Let Slackbot tell one person that something failed."""
        message = Message(self.state.new_ts(), channel.id, "USLACKBOT", words, only_for=user)
        self.state.ephemerals[message.ts] = message
        self.show("ephemeral", channel, message)

    def _write(self, channel: Channel, body: Json, thread_ts: str | None) -> Message:
        if thread_ts and (parent := channel.messages.get(thread_ts)):
            thread_ts = parent.thread_ts or thread_ts
        message = Message(
            self.state.new_ts(),
            channel.id,
            BOT_USER,
            str(body.get("text") or body.get("markdown_text") or ""),
            self.state.numbered(body.get("blocks") or []),
            thread_ts,
            extra=_kept(body),
        )
        self._listen(message, body)
        return message

    def _listen(self, message: Message, body: Json) -> None:
        if body.get("blocks") and not body.get("text"):
            self.state.warn(f"a message with blocks has no `text` to fall back on: {message.ts}")
        written = str(body.get("text") or ""), body.get("blocks") or []
        for mention, words in mentions.loud(*written):
            self.state.pings.append(Ping(message.channel, mention, words))

    def _keep_picks(self, message: Message) -> None:
        """Let picks stand where the block's id does, as Slack's clients do (bolt-js#2766)."""
        known = {block["block_id"] for block in message.blocks}
        for filled in self.state.filled.get(message.ts, {}).values():
            for gone in filled.keys() - known:
                del filled[gone]

    def show(self, kind: str, channel: Channel, message: Message) -> None:
        """Tell the pages of those who may see a message that it is there, changed or gone."""
        shown = channel.message_json(message)
        data = {"channel": channel.id, "message": shown}
        if message.only_for:
            shown["is_ephemeral"] = True
            self.state.changes.tell(kind, data, frozenset({message.only_for}))
        else:
            self.state.changes.tell(kind, data, frozenset(channel.members))

    def _echo(self, channel: Channel, event: Json) -> None:
        if not channel.has_bot:
            return  # a response url reaches further than the bot hears
        self.dispatcher.spawn(self.dispatcher.event(EVENT_OF_TYPE[channel.kind], event, channel))


def _kept(body: Json) -> Json:
    return {key: body[key] for key in KEPT if body.get(key) is not None}
