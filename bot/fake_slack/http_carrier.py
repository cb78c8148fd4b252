"""Signed HTTP: the other way to the app."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import replace
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession

from bot.fake_slack.clock import Clock
from bot.fake_slack.envelope import ACK_SECONDS, Ack, Envelope
from bot.fake_slack.payloads import VERIFICATION
from bot.fake_slack.shapes import Json

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class HttpCarrier:
    """Posts to one url, with Slack's v0 signature."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._url = url
        self._secret = secret.encode()
        self._clock = clock
        self._session = ClientSession()

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def verify(self) -> None:
        """Send the url_verification challenge; ValueError if it is not answered."""
        challenge = hashlib.sha256(self._url.encode()).hexdigest()
        asked = {"type": "url_verification", "token": VERIFICATION, "challenge": challenge}
        async with self._session.post(
            self._url, data=(body := json.dumps(asked)), headers=self._headers(body, JSON)
        ) as response:
            answer = await response.text()
        if challenge not in answer:
            raise ValueError(f"{self._url} did not answer with the value of the challenge")

    async def carry(self, envelope: Envelope, attempt: int, reason: str) -> Ack:
        """Post an envelope; any 2xx within three seconds acknowledges it."""
        body, kind = _encode(envelope)
        headers = self._headers(body, kind)
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
        started = time.perf_counter()
        post = asyncio.ensure_future(self._post(body, headers))
        try:
            ack = await self._clock.within(post, self._clock.now() + ACK_SECONDS)
        except TimeoutError:
            post.cancel()
            ack = Ack(acked=False, reason="timeout")
        except ClientError:
            ack = Ack(acked=False, reason="connection_failed")
        spent = (time.perf_counter() - started) * 1000
        return replace(ack, milliseconds=spent)

    async def _post(self, body: str, headers: dict[str, str]) -> Ack:
        async with self._session.post(self._url, data=body, headers=headers) as response:
            text = await response.text()
            no_retry = response.headers.get("x-slack-no-retry") == "1"
            if not response.ok:
                return Ack(acked=False, reason="http_error", no_retry=no_retry)
            return Ack(acked=True, payload=_decode(text))

    def _headers(self, body: str, kind: str) -> dict[str, str]:
        # The receiver compares with the real time, so the movable clock does not sign.
        stamp = str(int(time.time()))
        signed = hmac.new(self._secret, f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        return {
            "content-type": kind,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signed.hexdigest()}",
        }


def _encode(envelope: Envelope) -> tuple[str, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), JSON
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), FORM


def _decode(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}
