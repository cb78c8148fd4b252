"""The HTTP endpoint: nothing of a request is read before Slack's signature is found on it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http import HttpProcessingError

from bot.slack.app import report
from bot.slack.dispatch import dispatch
from bot.slack.reading import text
from bot.slack.signature import claimed
from bot.slack.unsigned import Unsigned

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp

Json = dict[str, Any]

LARGEST = 1024 * 1024
"""Bytes of a body: several times a message of 40,000 characters, as text and as blocks."""
MOST_FIELDS = 100
"""Fields of a form; a command has fifteen or so."""
READ_SECONDS = 10.0
"""Time for a body to arrive, far more than the three seconds that Slack waits for an answer."""
LINGERING_SECONDS = 1.0
"""How long the rest of a refused body is still taken, so that the refusal is heard."""
KEPT_SECONDS = 630.0
"""How long an idle connection is kept: longer than any load balancer would use it again."""
RETRIES = ("x-slack-retry-num", "x-slack-retry-reason")
"""The only headers that are handed on; nobody signs headers."""

# JSON in a form is mostly escapes, which the library takes one by one; these are never syntax of
# a form, so that they may be taken at once beforehand.
_OFTEN = [(f"%{ord(meant):02X}", meant) for meant in '":,{}[]\\/ ']

log = logging.getLogger(__name__)


class Endpoint:
    """Takes what Slack posts, and hands it to the app as a payload that is already read."""

    def __init__(self, app: AsyncApp, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()
        self._unsigned = Unsigned()

    def runner(self, path: str) -> web.AppRunner:
        """Make the server; it takes posts at this path and nothing else."""
        site = web.Application(client_max_size=LARGEST)
        site.router.add_post(path, self._take)
        site.on_cleanup.append(self._close)
        return web.AppRunner(
            site,
            access_log=None,
            auto_decompress=False,  # Slack compresses nothing, and a bomb is only its own size
            keepalive_timeout=KEPT_SECONDS,
            lingering_time=LINGERING_SECONDS,
            logger=_Wire(self._unsigned),
        )

    async def _close(self, _: web.Application) -> None:
        self._unsigned.close()

    async def _take(self, request: web.Request) -> web.Response:
        body = await self._signed(request)
        if isinstance(body, web.Response):
            self._unsigned.add()
            return body
        try:
            payload = read(request.content_type, body)
        except (ValueError, RecursionError):  # the decoder's own, for what is nested too deep
            return web.Response(status=400)
        if payload.get("ssl_check") == "1":
            return web.Response()
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": text(payload, "challenge")})
        return await self._dispatch(
            payload, {name: request.headers[name] for name in RETRIES if name in request.headers}
        )

    async def _signed(self, request: web.Request) -> bytes | web.Response:
        """Take a body that Slack signed, or the refusal; what costs least is looked at first."""
        if (request.content_length or 0) > LARGEST:
            return _hung_up(413)
        signature = claimed(
            request.headers.getall("x-slack-request-timestamp", ()),
            request.headers.getall("x-slack-signature", ()),
        )
        if signature is None:
            return web.Response(status=401)
        try:
            # A timer costs as much as all the rest, and most bodies are there already.
            async with asyncio.timeout(None if request.content.is_eof() else READ_SECONDS):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _hung_up(413)
        except TimeoutError:
            return _hung_up(408)
        except (web.RequestPayloadError, ConnectionError):  # broken, or gone in the middle
            return _hung_up(400)
        return body if signature.holds(self._secret, body) else web.Response(status=401)

    async def _dispatch(self, payload: Json, retry: dict[str, str]) -> web.Response:
        try:
            answer = await dispatch(self._app, payload, retry)
            body, headers = answer.body.encode(), answer.first_headers()
        except Exception as error:  # noqa: BLE001 - the last one who can tell
            await report(error)
            return web.Response(status=500)  # Slack sends an event again
        return web.Response(status=answer.status, body=body, headers=headers)


def read(content_type: str, body: bytes) -> Json:
    """Read a payload as its content type says; ValueError if it is none of Slack's."""
    if content_type == "application/json":
        return _object(body.decode())
    if content_type == "application/x-www-form-urlencoded":
        form = _form(body.decode())
        if "payload" in form:
            return _object(form["payload"])
        if "command" in form or "ssl_check" in form:
            return form
    raise ValueError("nothing that Slack sends")


def _form(text: str) -> dict[str, str]:
    for escape, meant in _OFTEN:
        text = text.replace(escape, meant)
    return dict(
        parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_decoder = json.JSONDecoder(parse_constant=_no_number)


def _object(written: str) -> Json:
    found = _decoder.decode(written)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - it is the text that is wrong
    if _HALF.search(written):  # or of a pair, which is an emoji
        json.dumps(found, ensure_ascii=False).encode()  # half a character can't be passed on
    return found


def _hung_up(status: int) -> web.Response:
    refusal = web.Response(status=status)
    refusal.force_close()
    return refusal


class _Wire(logging.LoggerAdapter[logging.Logger]):
    """Counts what isn't even HTTP, instead of a traceback for each."""

    def __init__(self, unsigned: Unsigned) -> None:
        super().__init__(log)
        self._unsigned = unsigned

    def log(self, level: int, msg: object, *args: object, **more: Any) -> None:  # noqa: ANN401 - the library's
        if isinstance(more.get("exc_info"), HttpProcessingError):
            self._unsigned.add()
        else:
            super().log(level, msg, *args, **more)
