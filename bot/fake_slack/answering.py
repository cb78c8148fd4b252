"""What the app answers outside the Web API: acknowledgement bodies and response urls."""

from dataclasses import dataclass

from aiohttp import web

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.grants import RefusedError, ResponseUrl
from bot.fake_slack.methods import Args, SlackRefusal
from bot.fake_slack.methods_chat import LONGEST_POST, content
from bot.fake_slack.parts import Parts
from bot.fake_slack.shapes import Call, Json
from bot.fake_slack.view import View
from bot.fake_slack.viewing import ViewRefusedError


@dataclass
class Answering:
    """Puts the app's answers where they belong."""

    parts: Parts

    async def serve(self, request: web.Request) -> web.Response:
        """Take what is posted to a response url."""
        try:
            body = await request.json()
        except ValueError:
            body = None
        status, answer = self._respond(request.match_info["token"], body)
        state = self.parts.state
        args = body if isinstance(body, dict) else {}
        state.calls.append(Call(state.clock.now(), "response_url", args, answer, status))
        state.changes.note()
        return web.json_response(answer, status=status)

    def command_ack(self, channel: Channel, user: str, body: Json) -> str | None:
        """Show what a slash command was acknowledged with; return an error code or None."""
        if not {"text", "blocks", "attachments"} & body.keys():
            return None
        try:
            checked = content(Args(body), LONGEST_POST)
        except SlackRefusal as refusal:
            self.parts.state.warn(f"invalid_command_response: {refusal.answer}")
            return "invalid_command_response"
        self._say(channel, user, checked)
        return None

    def submission_ack(self, view: View, body: Json) -> str | None:
        """Do what a view_submission was acknowledged with; return an error code or None."""
        action = body.get("response_action")
        viewing = self.parts.viewing
        try:
            if action == "errors":
                return self._show_errors(view, body.get("errors"))
            if action == "update":
                viewing.update(view, body.get("view"))
            elif action == "push":
                viewing.stack_on(view.user, body.get("view"))
            else:
                viewing.close(view, everything=action == "clear")
        except ViewRefusedError as refused:
            told = [str(fault) for fault in refused.faults]
            self.parts.state.warn(f"{refused.code} in an acknowledgement: {told}")
            return refused.code
        return None

    def _show_errors(self, view: View, errors: object) -> str | None:
        inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            self.parts.state.warn(f"errors for blocks that are no inputs of the view: {errors}")
            return "invalid_arguments"
        view.errors = errors
        self.parts.viewing.redraw(view)
        return None

    def _respond(self, token: str, body: object) -> tuple[int, Json]:
        try:
            url = self.parts.grants.use(token)
        except RefusedError as refused:
            return 404, {"ok": False, "error": str(refused)}
        if not isinstance(body, dict):
            return 400, {"ok": False, "error": "invalid_payload"}
        channel = self.parts.state.channels[url.channel]
        try:
            self._place(url, channel, body)
        except SlackRefusal as refusal:
            return 400, refusal.answer
        return 200, {"ok": True}

    def _place(self, url: ResponseUrl, channel: Channel, body: Json) -> None:
        original = self._original(url, channel)
        if body.get("delete_original"):
            if original:
                self.parts.posting.delete(channel, original)
            else:
                self.parts.state.warn("delete_original where there is nothing to delete")
            return
        checked = content(Args(body), LONGEST_POST)
        if body.get("replace_original") and original:
            self.parts.posting.update(channel, original, {"blocks": []} | checked)
            return
        if body.get("replace_original"):
            self.parts.state.warn("replace_original where there is nothing to replace")
        self._say(channel, url.user, checked)

    def _original(self, url: ResponseUrl, channel: Channel) -> Message | None:
        if url.source != "press" or url.original is None:
            return None
        return self.parts.state.message(channel.id, url.original)

    def _say(self, channel: Channel, user: str, body: Json) -> None:
        if body.get("response_type") == "in_channel":
            self.parts.posting.post(channel, body)
        else:
            self.parts.posting.whisper(channel, user, body)
