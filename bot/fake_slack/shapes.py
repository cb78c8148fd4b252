"""The small values that the workspace's parts hand to each other."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Receipt:
    """What became of something a person did.

    `error` is what the person would be told ("operation_timeout"), or why Slack's own page
    would not have let them do it ("messages_tab_disabled"); `payload` is the body of the
    app's acknowledgement; `deliveries` is 0 where the app was not to hear of it.
    """

    acked: bool
    payload: Json = field(default_factory=dict)
    milliseconds: float = 0.0
    error: str | None = None
    ts: str | None = None
    deliveries: int = 0
    attempts: int = 0


@dataclass(frozen=True)
class Call:
    """One request the app made: a Web API method, or a response_url ("response_url")."""

    time: float
    method: str
    args: Json
    answer: Json
    status: int = 200


@dataclass(frozen=True)
class Ping:
    """A mention in something the bot wrote that would have notified people."""

    channel: str
    mention: str
    text: str


@dataclass(frozen=True)
class Change:
    """Something a page has to redraw; `audience` is who may see it, None meaning everybody."""

    kind: str
    data: Json
    audience: frozenset[str] | None = None
