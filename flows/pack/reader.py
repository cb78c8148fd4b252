"""Reads the files of a pack into values, and keeps the line of everything read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from flows.model.card import LEAD_LIMIT, Card, Front
from flows.model.claim import Claim
from flows.model.issue import Issue
from flows.pack.markdown import BadMarkdownError, read_blocks, with_chart
from flows.pack.validation import refusals
from flows.pack.yaml_parser import UNPRINTABLE, BadYamlError, KeyPath, parse

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
MEGABYTES = 5
"""What a file may hold; the largest of a pack, its examples of one question, takes half of one."""

_FRONT = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - what a file may be read as
    """Build what validates a kind of file, once for the many that are alike."""
    return TypeAdapter(kind)


@dataclass(slots=True)
class SourceMap:
    """Where each place of one file stands: path of keys → line, below so many lines `above`."""

    file: str
    at: dict[KeyPath, int] = field(default_factory=dict)
    above: int = 0

    def find(self, *place: str | int) -> int:
        """Find the line of a place, or of the nearest one around it that is written down."""
        keys = tuple(str(key) for key in place)
        while keys and keys not in self.at:
            keys = keys[:-1]
        return self.at[keys] + self.above if keys in self.at else 0


class PackReader:
    """One pack's files; what can't be read becomes a fault, never an exception.

    `maps` tells where everything stands in each file that was asked for, `unread` which of these
    gave nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.issues: list[Issue] = []
        self.maps: dict[str, SourceMap] = {}
        self.unread: set[str] = set()

    def names(self, folder: str, ending: str) -> list[str]:
        """List the files of a folder by name, sorted."""
        return sorted(f"{folder}/{p.name}" for p in (self.path / folder).glob(f"*{ending}"))

    def some(self, folder: str, ending: str) -> list[str]:
        """The same of a folder that can't be empty; a fault where it is, or is none."""
        found = self.names(folder, ending)
        if not found:
            what = f"is missing or empty; make it a folder with at least one {ending} file"
            self.add_issue(folder, 0, what)
        return found

    def add_issue(self, file: str, line: int, what: str) -> None:
        """Write down a fault."""
        self.issues.append(Issue(file, line, what))

    def text(self, name: str) -> str | None:
        """Read a file's text; None, with a fault, when there is none to read."""
        try:
            size = (self.path / name).stat().st_size
            if size > MEGABYTES * 1_000_000:
                what = f"is too large to read: {MEGABYTES} MB at most; split it, or take lines out"
                self.add_issue(name, 0, what)
                return None
            text = (self.path / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.add_issue(name, 0, "is missing; every pack needs it")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.add_issue(name, line, "can't be read: it is not UTF-8; save it as UTF-8")
        except OSError as error:
            self.add_issue(name, 0, f"can't be read: {error.strerror}")
        else:
            return self._printable(name, text)
        return None

    def _printable(self, name: str, text: str) -> str:
        """Blame each line with a control character, at which YAML would give up."""
        if not UNPRINTABLE.search(text):
            return text
        for number, line in enumerate(text.split("\n"), 1):
            if found := UNPRINTABLE.search(line):
                what = f"holds the control character U+{ord(found[0]):04X}; delete it"
                self.add_issue(name, number, what)
        return UNPRINTABLE.sub(" ", text)

    def model(self, name: str, kind: type[T]) -> tuple[T | None, SourceMap]:
        """Read a YAML file as `kind`, every scalar a string."""
        lines = self.maps[name] = SourceMap(name)
        text = self.text(name)
        found = None if text is None else self._parse(text, kind, lines, 0)
        if found is None:
            self.unread.add(name)
        return found, lines

    def optional(self, name: str, kind: type[T]) -> T | None:
        """Read a YAML file that a pack may do without; None where there is none."""
        return self.model(name, kind)[0] if (self.path / name).exists() else None

    def card(self, name: str) -> Card | None:
        """Read a card: front matter, then Markdown."""
        lines = self.maps[name] = SourceMap(name)
        text = self.text(name)
        found = None if text is None else self._card(name, text, lines)
        if found is None:
            self.unread.add(name)
        return found

    def _card(self, name: str, text: str, lines: SourceMap) -> Card | None:
        parts = _FRONT.match(text)
        if not parts:
            self.add_issue(name, 1, "starts without front matter; put title: between two --- lines")
            return None
        front = self._parse(parts["front"], Front, lines, 1)
        first = parts["front"].count("\n") + 3
        try:
            blocks = read_blocks(parts["body"], first)
        except BadMarkdownError as error:
            self.add_issue(name, error.line, str(error))
            return None
        if not blocks or not isinstance(blocks[0], Claim):
            self.add_issue(name, first, "has no lead; start it with one short paragraph")
            return None
        if (size := len(blocks[0].text)) > LEAD_LIMIT:
            what = f"lead has {size} characters; {LEAD_LIMIT} at most"
            self.add_issue(name, blocks[0].line, what)
        if front is None:
            return None
        rest = blocks[1:]
        if front.chart:
            try:
                rest = with_chart(front.chart, rest)
            except LookupError:
                what = "chart has no table to draw; add one of labels and figures, or take it out"
                self.add_issue(name, lines.find("chart"), what)
        stem = name.rsplit("/", 1)[-1].removesuffix(".md")
        return Card(stem, front.title, front.also, front.aliases, blocks[0], rest, front.then)

    def _parse(self, text: str, kind: type[T], lines: SourceMap, above: int) -> T | None:
        """Read YAML that has so many lines of its file `above` it."""
        try:
            found = parse(text)
        except BadYamlError as error:
            self.add_issue(lines.file, error.line + above, str(error))
            return None
        lines.at, lines.above = found.at, above
        for line, key in found.twice:
            self.add_issue(lines.file, line + above, f"{key} stands here twice; keep one")
        try:
            value: T = _adapter(cast("Any", kind)).validate_python(found.value)
        except ValidationError as error:
            for place, what in refusals(error, kind):
                self.add_issue(lines.file, lines.find(*place), what)
            return None
        return value
