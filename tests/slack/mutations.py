"""Payloads gone wrong: one to three things changed in what Slack sends, by a seeded chance."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

Json = dict[str, Any]
Place = tuple[Any, Any]
"""A dictionary or a list, and the key or the index in it."""


DEEP = {f"nested {depth} deep": depth for depth in (90, 700)}
"""What stands for lists in lists, until it is text."""

ODD: tuple[Callable[[], object], ...] = (
    lambda: None,
    lambda: 0,
    lambda: -1,
    lambda: 2**63,
    lambda: 10**400,
    lambda: 1.5,
    lambda: 1e308,
    lambda: float("nan"),
    lambda: float("-inf"),
    lambda: True,
    lambda: False,
    lambda: "",
    lambda: " ",
    lambda: "x" * 30_000,
    lambda: "\ud800",
    lambda: "a\udfffb",
    lambda: "\x00",
    lambda: "\u202e💥",
    lambda: "<!channel>",
    list,
    dict,
    lambda: [None],
    lambda: [[]],
    lambda: [{}],
    lambda: {"id": None},
    lambda: {"id": 5},
    lambda: {"": {"": {}}},
    *(lambda words=words: words for words in DEEP),
)
TYPES = (
    "block_actions",
    "view_submission",
    "view_closed",
    "event_callback",
    "message",
    "app_mention",
    "app_home_opened",
    "shortcut",
    "message_action",
    "block_suggestion",
    "interactive_message",
    "dialog_submission",
    "workflow_step_edit",
    "function_executed",
    "url_verification",
    "app_rate_limited",
)


def _places(value: object) -> Iterator[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, held in list(inner):
        yield value, key
        if isinstance(held, dict | list):
            yield from _places(held)


def _change(payload: Json, rng: Random) -> None:
    places = list(_places(payload))
    if not places:
        return
    # As often near the top, where everything is looked at, as anywhere.
    top = [place for place in places if place[0] is payload or place[0] is payload.get("event")]
    holder, key = rng.choice(top if rng.random() < 0.5 and top else places)
    match rng.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = {"nested": holder[key]} if rng.random() < 0.5 else [holder[key]]
        case 2:
            other, where = rng.choice(places)
            holder[key] = copy.deepcopy(other[where]) if where in _keys(other) else None
        case 3:
            kinds = [place for place in places if place[1] in {"type", "subtype"}]
            holder, key = rng.choice(kinds or [(payload, "type")])
            holder[key] = rng.choice(TYPES)
        case _:
            holder[key] = rng.choice(ODD)()


def _keys(holder: Any) -> set[Any]:  # noqa: ANN401 - a dictionary or a list
    return set(holder) if isinstance(holder, dict) else set(range(len(holder)))


def mutated(payload: Json, rng: Random) -> str:
    """Change a payload; what comes back is nearly always JSON, of Slack's shape or nearly so."""
    made = copy.deepcopy(payload)
    for _ in range(rng.randint(1, 3)):
        _change(made, rng)
    text = json.dumps(made)
    for words, depth in DEEP.items():
        text = text.replace(f'"{words}"', "[" * depth + "]" * depth)
    if rng.random() < 0.1 and made:  # the same key twice
        twice = rng.choice(list(made))
        text = f"{text[:-1]}, {json.dumps(twice)}: {json.dumps(rng.choice(ODD)())}}}"
    return text


def mutated_form(form: Json, rng: Random) -> str:
    """Change a slash command's form."""
    made = {name: str(value) for name, value in form.items()}
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(list(made) or ["command"])
        match rng.randrange(6):
            case 0:
                made.pop(name, None)
            case 1:
                made[name] = str(rng.choice(ODD)())[:9000].encode(errors="replace").decode()
            case 2:
                made[f"{name}[]"] = made.pop(name, "")
            case 3:
                made["payload"] = rng.choice(["", "{}", "[]", "null", "5", '"x"', "{"])
            case 4:
                made["text"] = rng.choice(["payload", "payload=5", "&payload={}", "x" * 40_000])
            case _:
                made[name] = made.get(name, "") * 2
    text = urlencode(made)
    if rng.random() < 0.2:
        text += rng.choice(["&text=%FF", "&text=%ED%A0%80", "&text=%ZZ", "&&=&", "&command=", "&="])
    return text if rng.random() < 0.9 else quote_plus(text)
