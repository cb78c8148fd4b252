"""A session: what is remembered of one person, as a frozen value and as one line of JSON."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENTS = 6
"""How many applied events are remembered, to know a repeated one again."""
_TWICE = "+"
UNDERWAY, FAILED = "underway", "failed"
"""What an intent can be."""
_JSON = json.JSONEncoder(separators=(",", ":"), default=dict)
_EVENTS_LENGTH = EVENTS * 7 - 1  # digests of six characters, and what parts them


def hedged(before: str, question: str) -> str:
    """Write that somebody is not sure at a question: once, twice, and the third time nothing."""
    if before == question:
        return question + _TWICE
    return "" if before == question + _TWICE else question


class Session(NamedTuple):
    """The open flow, the answers of each flow, and digests of the last applied events.

    `version` counts accepted actions; `position_version` is the one at which the position last
    changed, so that a press drawn for an older position is known as one. `miss_count` counts
    lines in a row that were not understood. `pending_action` is the code of the action that was
    asked about before it is done: for `human`, the next line is what to send. `subject` is what
    was spoken of last, as `Subject` writes it. `reopened` is the question of the open flow that
    is being changed; its answer is kept until there is another. `unsure_at` is the question of the
    open flow at which they were not sure, as `hedged` writes it, so that nobody hears the same
    twice in a row. `intent` is `underway` while a text of theirs is being passed on, and `failed`
    once it is known that it was not.
    """

    version: int = 0
    position_version: int = 0
    flow: str | None = None
    paused: bool = False
    miss_count: int = 0
    pending_action: str = ""
    subject: str = ""
    reopened: str = ""
    unsure_at: str = ""
    intent: str = ""
    answers: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    event_digests: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is kept: nothing was ever done in it."""
        return self._replace(version=0) == Session()

    def answers_for(self, flow: str) -> Mapping[str, str]:
        """The answers given in a flow, by question."""
        return self.answers.get(flow, {})

    def with_answers(self, flow: str, answers: Mapping[str, str], reopened: str = "") -> Session:
        """The session with `flow` open and these answers in it; its position moves."""
        return self._replace(
            position_version=self.version + 1,
            flow=flow,
            paused=False,
            pending_action="",
            subject="",
            reopened=reopened,
            unsure_at="",
            answers={**self.answers, flow: dict(answers)},
        )

    def accepted(self, event_digest: str) -> Session:
        """The session one version on, with the digest of the event that took it there."""
        digests = (*self.event_digests, event_digest)[-EVENTS:]
        return self._replace(version=self.version + 1, event_digests=digests)

    def dump(self) -> str:
        """Write the session as compact JSON, its version first.

        The digests take their full length from the start, so that a session does not grow by use.
        """
        return _JSON.encode(
            {
                "v": self.version,
                "m": self.position_version,
                **({"f": self.flow} if self.flow else {}),
                **({"p": 1} if self.paused else {}),
                **({"n": self.miss_count} if self.miss_count else {}),
                **({"q": self.pending_action} if self.pending_action else {}),
                **({"s": self.subject} if self.subject else {}),
                **({"c": self.reopened} if self.reopened else {}),
                **({"u": self.unsure_at} if self.unsure_at else {}),
                **({"i": self.intent} if self.intent else {}),
                **({"a": dict(self.answers)} if self.answers else {}),
                "e": " ".join(self.event_digests).ljust(_EVENTS_LENGTH),
            }
        )


class _Stored(BaseModel):
    """What `dump` writes, by its short names."""

    model_config = ConfigDict(strict=True)

    v: int
    m: int
    f: str | None = None
    p: int = 0
    n: int = 0
    q: str = ""
    s: str = ""
    c: str = ""
    u: str = ""
    i: str = ""
    a: dict[str, dict[str, str]] = {}
    e: str


def load_session(text: bytes | None) -> Session:
    """Read a session back; None is a new one. Raises `ValueError` for what is no session."""
    if text is None:
        return Session()
    try:
        kept = _Stored.model_validate_json(text)
    except ValidationError:  # which quotes what is stored
        raise ValueError("the stored value is no session") from None
    return Session(
        version=kept.v,
        position_version=kept.m,
        flow=kept.f,
        paused=bool(kept.p),
        miss_count=kept.n,
        pending_action=kept.q,
        subject=kept.s,
        reopened=kept.c,
        unsure_at=kept.u,
        intent=kept.i,
        answers=kept.a,
        event_digests=tuple(kept.e.split()),
    )
