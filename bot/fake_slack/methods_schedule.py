"""Messages for later: Slack keeps them, we only ask."""

from bot.fake_slack.methods import Args, method, seen_channel
from bot.fake_slack.methods_chat import CHAT, LONGEST_POST, content, writable_channel
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import BOT
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json
from bot.fake_slack.state import Scheduled

FURTHEST = 120 * 24 * 3600
WINDOW = 300
MOST_IN_WINDOW = 30
TOO_LATE = 60


@method("chat.scheduleMessage", CHAT)
def schedule(parts: Parts, args: Args) -> Json:
    """Keep a message until `post_at`, at most 120 days from now."""
    channel = writable_channel(parts, args.wanted("channel"))
    post_at = args.number("post_at", 0)
    now = parts.state.clock.now()
    if post_at <= now:
        raise RefusedError("time_in_past")
    if post_at > now + FURTHEST:
        raise RefusedError("time_too_far")
    near = [
        kept
        for kept in parts.state.scheduled.values()
        if kept.channel == channel.id and kept.post_at // WINDOW == post_at // WINDOW
    ]
    if len(near) >= MOST_IN_WINDOW:
        raise RefusedError("restricted_too_many")
    body = content(args, LONGEST_POST)
    kept = Scheduled(parts.state.new_id("Q"), channel.id, post_at, body, int(now))
    parts.state.scheduled[kept.id] = kept
    parts.dispatcher.spawn(_when_due(parts, kept))
    return {
        "ok": True,
        "channel": channel.id,
        "scheduled_message_id": kept.id,
        "post_at": post_at,
        "message": {"bot_id": BOT, "type": "delayed_message", "text": args.text("text")},
    }


@method("chat.deleteScheduledMessage", CHAT)
def unschedule(parts: Parts, args: Args) -> Json:
    """Forget a scheduled message, but not in its last minute."""
    channel = seen_channel(parts, args.wanted("channel"))
    kept = parts.state.scheduled.get(args.wanted("scheduled_message_id"))
    due_soon = kept and kept.post_at - parts.state.clock.now() < TOO_LATE
    if kept is None or kept.channel != channel.id or due_soon:
        raise RefusedError("invalid_scheduled_message_id")
    del parts.state.scheduled[kept.id]
    parts.state.changes.note()
    return {"ok": True}


@method("chat.scheduledMessages.list")
def scheduled(parts: Parts, args: Args) -> Json:
    """List what is scheduled, soonest first."""
    listed = [
        {
            "id": kept.id,
            "channel_id": kept.channel,
            "post_at": kept.post_at,
            "date_created": kept.created,
            "text": str(kept.args.get("text", "")),
        }
        for kept in sorted(parts.state.scheduled.values(), key=lambda kept: kept.post_at)
        if args.text("channel") in ("", kept.channel)
    ]
    return {"ok": True, "scheduled_messages": listed, "response_metadata": {"next_cursor": ""}}


async def _when_due(parts: Parts, kept: Scheduled) -> None:
    await parts.state.clock.until(kept.post_at)
    if parts.state.scheduled.pop(kept.id, None):
        parts.posting.post(parts.state.channels[kept.channel], kept.args)
