"""chat.*: posting, changing, deleting."""

from bot.fake_slack import block_kit
from bot.fake_slack.conversation import Channel
from bot.fake_slack.methods import Args, method, own_message, seen_channel
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import BOT_USER
from bot.fake_slack.refusal import RefusedError, invalid
from bot.fake_slack.shapes import Json

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
CHAT = "chat:write"
JSON_ARGS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}


def content(args: Args, longest: int, *, kept: bool = False) -> Json:
    """Return a message's checked content; `kept` if an update may leave parts as they were."""
    body = {key: value for key, value in args.given.items() if value is not None}
    for key, code in JSON_ARGS.items():
        if key in args:
            body[key] = args.json(key, code)
    blocks = body.get("blocks")
    if blocks is not None:
        if not isinstance(blocks, list):
            raise RefusedError("invalid_blocks_format")
        if found := block_kit.violations(blocks, "message"):
            raise invalid("invalid_blocks", *found)
    _check_text(body, longest)
    metadata = body.get("metadata")
    if metadata and not (
        isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)
    ):
        raise RefusedError("invalid_metadata_format")
    said = any(body.get(key) for key in ("text", "blocks", "attachments", "markdown_text"))
    if not said and not (kept and metadata is not None):
        raise RefusedError("no_text")
    return body


def _check_text(body: Json, longest: int) -> None:
    if len(str(body.get("text", ""))) > longest:
        raise RefusedError("msg_too_long")
    if "markdown_text" in body:
        if body.get("text") or body.get("blocks"):
            raise RefusedError("markdown_text_conflict")
        if len(str(body["markdown_text"])) > LONGEST_MARKDOWN:
            raise RefusedError("msg_too_long")


def writable_channel(parts: Parts, channel_id: str) -> Channel:
    """Return a channel the bot may post to; a person's id means the DM with them."""
    person = parts.state.people.get(channel_id)
    if person and person.dm in parts.state.channels:
        channel_id = person.dm
    channel = seen_channel(parts, channel_id)
    public = "chat:write.public" in parts.state.manifest.scopes
    if not channel.has_bot and not public:
        raise RefusedError("not_in_channel")
    if channel.kind == "im" and not parts.state.manifest.messages_tab:
        raise RefusedError("messages_tab_disabled")
    return channel


def _check_thread(channel: Channel, args: Args) -> None:
    if "thread_ts" in args and args.text("thread_ts") not in channel.messages:
        raise RefusedError("thread_not_found")


@method("chat.postMessage", CHAT)
def post_message(parts: Parts, args: Args) -> Json:
    """Post for everybody."""
    channel = writable_channel(parts, args.wanted("channel"))
    body = content(args, LONGEST_POST)
    _check_thread(channel, args)
    body["reply_broadcast"] = args.flag("reply_broadcast")
    message = parts.posting.post(channel, body)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.as_json()}


@method("chat.postEphemeral", CHAT)
def post_ephemeral(parts: Parts, args: Args) -> Json:
    """Post for one person."""
    channel = writable_channel(parts, args.wanted("channel"))
    user = args.wanted("user")
    body = content(args, LONGEST_POST)
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    message = parts.posting.post_ephemeral(channel, user, body)
    return {"ok": True, "message_ts": message.ts}


@method("chat.update", CHAT)
def update(parts: Parts, args: Args) -> Json:
    """Change a message; blocks that are not given stay as they were."""
    channel, message = own_message(parts, args, "cant_update_message")
    body = content(args, LONGEST_UPDATE, kept=True)
    parts.posting.update(channel, message, body)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.as_json(),
    }


@method("chat.delete", CHAT)
def delete(parts: Parts, args: Args) -> Json:
    """Take a message away."""
    channel, message = own_message(parts, args, "cant_delete_message")
    parts.posting.delete(channel, message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(parts: Parts, args: Args) -> Json:
    """Return a message's address."""
    channel = seen_channel(parts, args.wanted("channel"))
    ts = args.wanted("message_ts")
    if ts not in channel.messages:
        raise RefusedError("message_not_found")
    link = f"{parts.state.installed.address}archives/{channel.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


@method("reactions.add", "reactions:write")
def react(parts: Parts, args: Args) -> Json:
    """Add the bot's reaction."""
    channel = seen_channel(parts, args.wanted("channel"))
    message = channel.messages.get(args.wanted("timestamp"))
    if message is None:
        raise RefusedError("message_not_found")
    users = message.reactions.setdefault(args.wanted("name"), [])
    if BOT_USER in users:
        raise RefusedError("already_reacted")
    users.append(BOT_USER)
    data = {"channel": channel.id, "message": channel.message_json(message)}
    parts.state.changes.tell("update", data, frozenset(channel.members))
    return {"ok": True}
