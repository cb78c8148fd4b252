"""What the app responds outside the Web API: acknowledgement bodies and response urls."""

from aiohttp import web

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.grants import ResponseUrl
from bot.fake_slack.methods import Args
from bot.fake_slack.methods_chat import LONGEST_POST, content
from bot.fake_slack.parts import Parts
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View


def command_ack(parts: Parts, channel: Channel, user: str, body: Json) -> str | None:
    """Show what a slash command was acknowledged with; return an error code or None."""
    if not {"text", "blocks", "attachments"} & body.keys():
        return None
    try:
        checked = content(Args(body), LONGEST_POST)
    except RefusedError as refused:
        parts.state.warn(f"invalid_command_response: {refused.answer}")
        return "invalid_command_response"
    _say(parts, channel, user, checked)
    return None


def submission_ack(parts: Parts, view: View, body: Json) -> str | None:
    """Do what a view_submission was acknowledged with; return an error code or None."""
    action = body.get("response_action")
    viewing = parts.viewing
    try:
        if action == "errors":
            return _show_errors(parts, view, body.get("errors"))
        if action == "update":
            viewing.update(view, body.get("view"))
        elif action == "push":
            viewing.stack_on(view.user, viewing.check(body.get("view"), "modal"))
        else:
            viewing.close(view, everything=action == "clear")
    except RefusedError as refused:
        parts.state.warn(f"an acknowledgement was refused: {refused.answer}")
        return str(refused)
    return None


def _show_errors(parts: Parts, view: View, errors: object) -> str | None:
    inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        parts.state.warn(f"errors for blocks that are no inputs of the view: {errors}")
        return "invalid_arguments"
    view.errors = errors
    parts.viewing.redraw(view)
    return None


async def response_url(parts: Parts, request: web.Request) -> web.Response:
    """Take what is posted to a response url."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    failure = await parts.failures.due("response_url", None)
    answer: Json = {}
    status = 200
    if failure is None or failure.done:
        status, answer = _respond(parts, request.match_info["token"], body)
    if failure:
        status, answer = failure.status, failure.answer
    args = body if isinstance(body, dict) else {}
    parts.state.record("response_url", args, answer, status)
    return failure.response() if failure else web.json_response(answer, status=status)


def _respond(parts: Parts, token: str, body: object) -> tuple[int, Json]:
    try:
        url = parts.grants.use(token)
    except RefusedError as refused:
        return 404, refused.answer
    if not isinstance(body, dict):
        return 400, {"ok": False, "error": "invalid_payload"}
    try:
        _take(parts, url, body)
    except RefusedError as refused:
        return 400, refused.answer
    return 200, {"ok": True}


def _take(parts: Parts, url: ResponseUrl, body: Json) -> None:
    channel = parts.state.channels[url.channel]
    original = _original(parts, url)
    if body.get("delete_original"):
        if original:
            parts.posting.delete(channel, original)
        else:
            parts.state.warn("delete_original where there is nothing to delete")
        return
    checked = content(Args(body), LONGEST_POST)
    if body.get("replace_original") and original:
        parts.posting.update(channel, original, {"blocks": []} | checked)
        return
    if body.get("replace_original"):
        parts.state.warn("replace_original where there is nothing to replace")
    _say(parts, channel, url.user, checked)


def _original(parts: Parts, url: ResponseUrl) -> Message | None:
    if url.source != "press" or url.original is None:
        return None
    return parts.state.message(url.channel, url.original)


def _say(parts: Parts, channel: Channel, user: str, body: Json) -> None:
    if body.get("response_type") == "in_channel":
        parts.posting.post(channel, body)
    else:
        parts.posting.post_ephemeral(channel, user, body)
