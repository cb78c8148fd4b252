"""One JSON object under check, and the violations found so far."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.fake_slack.shapes import Json

Surface = Literal["message", "home", "modal"]
URL = re.compile(r"(?:https?|slack)://\S+|(?:mailto|tel):\S+")


@dataclass(frozen=True)
class Violation:
    """What is wrong, and where."""

    pointer: str
    message: str

    def __str__(self) -> str:
        """Return the words Slack uses in `errors`."""
        return f"{self.message} [json-pointer:{self.pointer}]"


class Node:
    """A JSON object at a pointer; each reader returns a valid value or None, and takes note."""

    def __init__(self, value: Json, at: str, found: list[Violation], surface: Surface) -> None:
        self.value = value
        self.at = at
        self.found = found
        self.surface = surface

    @property
    def type(self) -> str:
        """The object's declared type."""
        return str(self.value.get("type"))

    def violates(self, message: str, *keys: str | int) -> None:
        """Take note of a violation here, or at a key under here."""
        self.found.append(Violation("/".join([self.at, *map(str, keys)]), message))

    def only(self, *keys: str) -> None:
        """Refuse every key that is not listed."""
        for key in self.value.keys() - {"type", *keys}:
            self.violates(f"invalid additional property: {key}")

    def has(self, key: str, *, optional: bool) -> bool:
        """Tell whether a key is there, and take note if it has to be."""
        if self.value.get(key) is not None:
            return True
        if not optional:
            self.violates(f"missing required field: {key}")
        return False

    def string(self, key: str, most: int, *, least: int = 1, optional: bool = False) -> str | None:
        """Read a string of `least` to `most` characters."""
        if not self.has(key, optional=optional):
            return None
        words = self.value[key]
        if not isinstance(words, str):
            self.violates("must be a string", key)
        elif len(words) < least:
            self.violates(f"must be more than {least - 1} characters", key)
        elif len(words) > most:
            self.violates(f"must be less than {most + 1} characters", key)
        else:
            return words
        return None

    def url(self, key: str, most: int = 3000, *, optional: bool = False) -> None:
        """Read an address."""
        words = self.string(key, most, optional=optional)
        if words and not URL.fullmatch(words):
            self.violates("must be a valid URL", key)

    def matching(self, key: str, pattern: str, wanted: str) -> None:
        """Read an optional string of a certain form."""
        words = self.value.get(key)
        if words is not None and not (isinstance(words, str) and re.fullmatch(pattern, words)):
            self.violates(f"must be {wanted}", key)

    def number(
        self, key: str, least: float, most: float | None = None, *, optional: bool = True
    ) -> None:
        """Read a number within bounds."""
        if not self.has(key, optional=optional):
            return
        amount = self.value[key]
        is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
        if not (is_number and math.isfinite(amount)):
            self.violates("must be a number", key)
        elif amount < least:
            self.violates(f"must be at least {least}", key)
        elif most is not None and amount > most:
            self.violates(f"must be at most {most}", key)

    def flag(self, key: str, *, optional: bool = True) -> None:
        """Read a boolean."""
        if self.has(key, optional=optional) and not isinstance(self.value[key], bool):
            self.violates("must be a boolean", key)

    def choice(self, key: str, allowed: Iterable[str], *, optional: bool = True) -> None:
        """Read one of a few words."""
        if self.has(key, optional=optional) and self.value[key] not in tuple(allowed):
            self.violates("must be a valid enum value", key)

    def child(self, key: str, *, optional: bool = False) -> "Node | None":
        """Read an object."""
        if not self.has(key, optional=optional):
            return None
        return self.inner(self.value[key], key)

    def inner(self, value: object, *keys: str | int) -> "Node | None":
        """Look at something found under here, if it is an object."""
        if not isinstance(value, dict):
            self.violates("must provide an object", *keys)
            return None
        return Node(value, "/".join([self.at, *map(str, keys)]), self.found, self.surface)

    def items(self, key: str, most: int, *, least: int = 1, optional: bool = False) -> "list[Node]":
        """Read a list of objects."""
        if not self.has(key, optional=optional):
            return []
        listed = self.value[key]
        if not isinstance(listed, list):
            self.violates("must provide an array", key)
            return []
        self.count(key, len(listed), least, most)
        nodes = [self.inner(item, key, index) for index, item in enumerate(listed)]
        return [node for node in nodes if node]

    def count(self, key: str, number: int, least: int, most: int) -> None:
        """Take note if a list has too few or too many items."""
        if number < least:
            self.violates(f"no fewer than {least} items allowed", key)
        elif number > most:
            self.violates(f"no more than {most} items allowed", key)

    def text(self, key: str, most: int, *, plain: bool = False, optional: bool = False) -> None:
        """Read a text object, `plain` if it may not be mrkdwn."""
        if node := self.child(key, optional=optional):
            node.is_text(most, plain=plain)

    def is_text(self, most: int, *, plain: bool = False) -> None:
        """Check that this is a text object."""
        allowed = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        self.choice("type", allowed, optional=False)
        self.only("text", "emoji" if self.type == "plain_text" else "verbatim")
        self.string("text", most)
        self.flag("emoji")
        self.flag("verbatim")

    def check(
        self,
        table: "Mapping[str, Callable[[Node], None]]",
        allowed: Iterable[str] | None = None,
    ) -> None:
        """Run the table's check for this object's type, if that type may stand here."""
        if not self.has("type", optional=False):
            return
        if self.type in table and (allowed is None or self.type in allowed):
            table[self.type](self)
        else:
            self.violates(f"unsupported type: {self.type}", "type")
