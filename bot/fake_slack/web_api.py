"""The Web API's door: tokens, scopes, failures, the method, and a note of the call."""

import inspect
import json
from dataclasses import dataclass

from aiohttp import web

from bot.fake_slack import (  # noqa: F401 - importing enters their methods into the table
    methods_app,
    methods_chat,
    methods_conversations,
    methods_schedule,
    methods_views,
)
from bot.fake_slack.methods import METHODS, Args, Bearer, Method, need
from bot.fake_slack.parts import Parts
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json


@dataclass
class WebApi:
    """Answers /api/METHOD."""

    parts: Parts
    tokens: dict[str, Bearer]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        name = request.match_info["method"]
        given = await _arguments(request)
        token = _token(request, given)
        self.parts.state.changes.note()
        failure = await self.parts.failures.due(name, str(given.get("channel") or "") or None)
        answer: Json = {}
        if failure is None or failure.done:
            answer = await self._answer(name, token, given)
        if failure:
            answer = failure.answer
        response = failure.response() if failure else web.json_response(answer)
        self.parts.state.record(name, given, answer, response.status)
        response.headers["X-OAuth-Scopes"] = ",".join(sorted(self.parts.state.manifest.scopes))
        return response

    async def _answer(self, name: str, token: str, given: Json) -> Json:
        try:
            method = _method(name)
            self._admit(token, method.bearer)
            need(self.parts, *method.scopes)
            answer = method.run(self.parts, Args(given))
            return await answer if inspect.isawaitable(answer) else answer
        except RefusedError as refusal:
            return refusal.answer

    def _admit(self, token: str, wanted: Bearer) -> None:
        if wanted == "none":
            return
        if not token:
            raise RefusedError("not_authed")
        if token not in self.tokens:
            raise RefusedError("invalid_auth")
        if self.tokens[token] != wanted:
            raise RefusedError("not_allowed_token_type")


def _method(name: str) -> Method:
    if name not in METHODS:
        raise RefusedError("unknown_method", req_method=name)
    return METHODS[name]


async def _arguments(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            return given
        return given | body if isinstance(body, dict) else given
    return given | dict(await request.post())


def _token(request: web.Request, given: Json) -> str:
    authorized = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    told = str(given.pop("token", "") or "")
    return authorized or told
