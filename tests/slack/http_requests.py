"""Requests as bytes: signed, forged, replayed, truncated, oversized, and no HTTP at all."""

from __future__ import annotations

import gzip
import hmac
import json
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.slack.mutations import mutated, mutated_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Json = dict[str, Any]
PATH = "/slack/events"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
MIB = 1024 * 1024
BOMB = gzip.compress(b"\x00" * 4 * MIB)


@dataclass(frozen=True)
class Sample:
    """Something that Slack sends."""

    kind: str
    payload: Json

    @property
    def content_type(self) -> str:
        return JSON if self.kind == "events_api" else FORM

    def body(self) -> bytes:
        if self.kind == "slash_commands":
            return urlencode(self.payload).encode()
        text = json.dumps(self.payload)
        return (text if self.kind == "events_api" else urlencode({"payload": text})).encode()

    def mutated(self, rng: Random) -> bytes:
        if self.kind == "slash_commands":
            return mutated_form(self.payload, rng).encode()
        text = mutated(self.payload, rng)
        return (text if self.kind == "events_api" else urlencode({"payload": text})).encode()

    def fresh(self, number: int) -> Sample:
        """The same, happening once more."""
        payload: Json = json.loads(json.dumps(self.payload))
        stamp = f"{int(time.time())}.{number:06}"
        if self.kind == "events_api":
            payload["event_id"] = f"EvFUZZ{number}"
            payload["event"]["ts"] = payload["event"]["event_ts"] = stamp
        elif "actions" in payload:
            payload["actions"][0]["action_ts"] = stamp
        payload["trigger_id"] = f"{number}.1.fuzz"
        return Sample(self.kind, payload)


@dataclass
class Post:
    """One request; its parts may be changed before it becomes bytes."""

    secret: str
    content_type: str
    body: bytes
    stamp: str = ""
    more: list[tuple[bytes, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stamp = self.stamp or str(int(time.time()))
        self.signature = self.sign()

    def sign(self) -> str:
        signed = b"v0:%b:%b" % (self.stamp.encode(), self.body)
        return f"v0={hmac.new(self.secret.encode(), signed, sha256).hexdigest()}"

    def headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"host", b"localhost"),
            (b"connection", b"close"),
            (b"content-type", self.content_type.encode()),
            (b"content-length", str(len(self.body)).encode()),
        ]

    def proof(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"x-slack-request-timestamp", self.stamp.encode()),
            (b"x-slack-signature", self.signature.encode()),
        ]

    def bytes(self, headers: list[tuple[bytes, bytes]] | None = None) -> bytes:
        lines = self.headers() + self.proof() if headers is None else headers
        return raw([*lines, *self.more], self.body)


def raw(headers: list[tuple[bytes, bytes]], body: bytes, start: bytes = b"POST") -> bytes:
    head = b"".join(b"%b: %b\r\n" % header for header in headers)
    return b"%b %b HTTP/1.1\r\n%b\r\n%b" % (start, PATH.encode(), head, body)


_STAMPS = (b"", b"NaN", b"1e99", b"inf", b"9" * 400, b"9" * 12, b"-1", b"+5", b"1_0", b"0x10")
_ODD_STAMPS = (*_STAMPS, "١٢٣".encode(), b"\xff", b"1700000000.5", b"1 2", b"0", b"null")


def forged(sample: Sample, secret: str, rng: Random) -> bytes:
    """The headers are missing, doubled, or of any other make."""
    post = Post(secret, sample.content_type, sample.body())
    stamp, value = (proof[1] for proof in post.proof())
    names = (b"x-slack-request-timestamp", b"x-slack-signature")
    wrong = f"{rng.getrandbits(256):064x}"
    pairs: tuple[Callable[[], list[tuple[bytes, bytes]]], ...] = (
        list,
        lambda: [(names[0], stamp)],
        lambda: [(names[1], value)],
        lambda: [(names[0], rng.choice(_ODD_STAMPS)), (names[1], value)],
        lambda: [(names[0], stamp), (names[1], f"v0={wrong}".encode())],
        lambda: [(names[0], stamp), (names[1], b"v0=" + "é".encode() * 32)],
        lambda: [(names[0], stamp), (names[1], b"v0=" + b"\xe9" * 64)],
        lambda: [(names[0], stamp), (names[1], value.upper())],
        lambda: [(names[0], stamp), (names[1], value.replace(b"v0=", b"v1="))],
        lambda: [(names[0], stamp), (names[1], value[3:])],
        lambda: [(names[0], stamp), (names[1], value[: rng.randrange(len(value))])],
        lambda: [(names[0], stamp), (names[1], value + b"0")],
        lambda: [(names[0], stamp), (names[1], value.replace(b"=", b"= "))],
        lambda: [(names[0], stamp), (names[1], value), (names[1], value)],
        lambda: [(names[0], stamp), (names[0], b"1"), (names[1], value)],
        lambda: [(names[0], stamp), (names[1], b"v0=%b" % (b"0" * 7000))],
    )
    return post.bytes([*post.headers(), *rng.choice(pairs)()])


def stale(sample: Sample, secret: str, rng: Random) -> bytes:
    """Slack did sign it, hours ago; or its time is yet to come."""
    moment = int(time.time()) + rng.choice((-1, 1)) * rng.randint(302, 10**9)
    return Post(secret, sample.content_type, sample.body(), str(moment)).bytes()


def altered(sample: Sample, secret: str, rng: Random) -> bytes:
    """Slack signed something else."""
    post = Post(secret, sample.content_type, sample.body())
    proof = post.proof()
    body = rng.choice((sample.mutated(rng), post.body[:-1], post.body + b" ", b"", b"\xff\xfe{"))
    post.body = body if body != post.body else b"{"
    return post.bytes([*post.headers(), *proof])


def oversized(sample: Sample, secret: str, rng: Random) -> bytes:
    """Too long by its own word, or without a word; signed or not."""
    body = sample.body() + b"&x=" + b"x" * MIB
    post = Post(secret, sample.content_type, body)
    if rng.random() < 0.5:
        return post.bytes([*post.headers()[:3], (b"content-length", b"9" * 15), *post.proof()])
    chunks = b"".join(b"10000\r\n%b\r\n" % (b"x" * 0x10000) for _ in range(17)) + b"0\r\n\r\n"
    return raw([*post.headers()[:3], (b"transfer-encoding", b"chunked"), *post.proof()], chunks)


def broken(sample: Sample, secret: str, rng: Random) -> bytes:
    """It is no HTTP, or only its beginning is."""
    post = Post(secret, sample.content_type, sample.body())
    chunked = [*post.headers()[:3], (b"transfer-encoding", b"chunked"), *post.proof()]
    return rng.choice(
        (
            rng.randbytes(200) + b"\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + rng.randbytes(100) + b"\r\n\r\n",
            post.bytes([(b"host", b"x" * 9000), *post.headers(), *post.proof()]),
            post.bytes([*post.headers(), *post.proof(), (b"x\x00y", b"1")]),
            post.bytes([*post.headers(), *post.proof(), (b"content-length", b"1")]),
            post.bytes([*post.headers()[:3], (b"content-length", b"-5"), *post.proof()]),
            raw([*post.headers(), *post.proof()], post.body, b"PO ST"),
            raw(chunked, b"zz\r\nnothing\r\n0\r\n\r\n"),
            raw(chunked, b"5\r\n{}\r\n0\r\n\r\n"),
            post.bytes([(b"x%d" % n, b"1") for n in range(200)]),
        )
    )


def truncated(sample: Sample, secret: str, rng: Random) -> bytes:
    """Signed, and cut off before that."""
    body = sample.body()
    return Post(secret, sample.content_type, body[: rng.randrange(len(body))]).bytes()


def unreadable(sample: Sample, secret: str, rng: Random) -> bytes:
    """Signed, and nothing that Slack sends."""
    body = sample.body()
    content_type, made = rng.choice(
        (
            (JSON, b"\xff\xfe" + body),
            (JSON, body.decode().encode("utf-16")),
            (JSON, b"\xef\xbb\xbf{}"),
            (JSON, b""),
            (JSON, rng.choice((b"[]", b"5", b"null", b'"x"', b"true"))),
            (JSON, b'{"type": NaN}'),
            (JSON, b'{"type": "\\ud800"}'),
            (FORM, b'payload={"type":["\\uDfff"]}'),
            (JSON, b'{"type": -Infinity}'),
            (JSON, b'{"type": %b}' % (b"9" * 5000)),
            (JSON, b'{"type": ' + b"[" * 100_000),
            (JSON, b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
            (JSON, BOMB),
            (FORM, b""),
            (FORM, b"payload="),
            (FORM, b"payload=[]"),
            (FORM, b"payload=%FF"),
            (FORM, b"payload=" + b"%5B" * 100_000),
            (FORM, b"command=%ED%A0%80"),
            (FORM, b"text=hello&user_id=U1"),
            (FORM, b"command=x&" + b"&".join(b"a%d=1" % n for n in range(500))),
            ("multipart/form-data; boundary=x", body),
            ("text/plain", body),
            ("", body),
            ("application/json/;;=", b"{}"),
        )
    )
    post = Post(secret, content_type, made)
    if rng.random() < 0.3:
        post.more.append((b"content-encoding", rng.choice((b"gzip", b"deflate", b"br"))))
    return post.bytes()


def changed(sample: Sample, secret: str, rng: Random) -> bytes:
    """Signed, readable, and of a shape that nobody expects."""
    return Post(secret, sample.content_type, sample.mutated(rng)).bytes()
