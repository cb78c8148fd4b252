"""Reads the files of a pack into values, and keeps the line of everything read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.reader import Reader

from flows.model.card import LEAD_LIMIT, Card, Front
from flows.model.claim import Claim
from flows.model.issue import Issue
from flows.pack.markdown import BadMarkdownError, read_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

T = TypeVar("T")
KeyPath = tuple[str, ...]
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_FRONT = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "dict_type": "should hold keys and values",
    "tuple_type": "should be a list",
    "string_type": "should be one text",
    "model_type": "should hold keys and values",
}


@dataclass(slots=True)
class SourceMap:
    """Where each place of one file stands: path of keys → line, counted from 1."""

    file: str
    at: dict[KeyPath, int] = field(default_factory=dict)

    def find(self, *place: str | int) -> int:
        """Find the line of a place, or of the nearest one around it that is written down."""
        keys = tuple(str(key) for key in place)
        while keys and keys not in self.at:
            keys = keys[:-1]
        return self.at.get(keys, 0)


class PackReader:
    """One pack's files; what can't be read becomes a fault, never an exception."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.issues: list[Issue] = []

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
            text = (self.path / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.add_issue(name, 0, "is missing; every pack needs it")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.add_issue(name, line, "can't be read: it is not UTF-8; save it as UTF-8")
        except OSError as error:
            self.add_issue(name, 0, f"can't be read: {error}")
        else:
            return self._printable(name, text)
        return None

    def _printable(self, name: str, text: str) -> str:
        """Blame each line with a control character, at which YAML would give up."""
        for number, line in enumerate(text.split("\n"), 1):
            if found := Reader.NON_PRINTABLE.search(line):
                what = f"holds the control character U+{ord(found[0]):04X}; delete it"
                self.add_issue(name, number, what)
        return Reader.NON_PRINTABLE.sub(" ", text)

    def model(self, name: str, kind: type[T]) -> tuple[T | None, SourceMap]:
        """Read a YAML file as `kind`, every scalar a string."""
        text = self.text(name)
        lines = SourceMap(name)
        return (None if text is None else self._parse(text, kind, lines, 0)), lines

    def card(self, name: str) -> tuple[Card | None, SourceMap]:
        """Read a card: front matter, then Markdown."""
        text, lines = self.text(name), SourceMap(name)
        if text is None:
            return None, lines
        parts = _FRONT.match(text)
        if not parts:
            self.add_issue(name, 1, "starts without front matter; put title: between two --- lines")
            return None, lines
        front = self._parse(parts["front"], Front, lines, 1)
        first = parts["front"].count("\n") + 3
        try:
            blocks = read_blocks(parts["body"], first)
        except BadMarkdownError as error:
            self.add_issue(name, error.line, str(error))
            return None, lines
        if not blocks or not isinstance(blocks[0], Claim):
            self.add_issue(name, first, "has no lead; start it with one short paragraph")
            return None, lines
        if len(blocks[0].text) > LEAD_LIMIT:
            over = len(blocks[0].text)
            self.add_issue(
                name, blocks[0].line, f"lead has {over} characters; {LEAD_LIMIT} at most"
            )
        if front is None:
            return None, lines
        stem = name.rsplit("/", 1)[-1].removesuffix(".md")
        return Card(stem, front.title, front.also, front.aliases, blocks[0], blocks[1:]), lines

    def _parse(self, text: str, kind: type[T], lines: SourceMap, above: int) -> T | None:
        try:
            root = cast("Any", yaml.compose(text, Loader=Loader))
        except yaml.MarkedYAMLError as error:
            line = (error.problem_mark.line if error.problem_mark else 0) + 1 + above
            self.add_issue(lines.file, line, f"is not YAML: {error.problem}")
            return None
        try:
            value = self._plain(root, (), lines, above)
        except RecursionError:
            self.add_issue(lines.file, 0, "holds itself; write it out without & and *")
            return None
        try:
            return TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._blame_value(detail, lines)
            return None

    def _plain(self, node: Any, place: KeyPath, lines: SourceMap, above: int) -> Any:  # noqa: ANN401 - YAML holds anything
        if node is None:
            return {}
        lines.at[place] = node.start_mark.line + 1 + above
        if isinstance(node, ScalarNode):
            return node.value
        if isinstance(node, SequenceNode):
            return tuple(
                self._plain(item, (*place, str(i)), lines, above)
                for i, item in enumerate(node.value)
            )
        assert isinstance(node, MappingNode)  # noqa: S101 - YAML has no fourth kind of node
        found: dict[str, Any] = {}
        for key, item in node.value:
            name, line = str(key.value), key.start_mark.line + 1 + above
            if name in found:
                self.add_issue(lines.file, line, f"{name} stands here twice; keep one")
            found[name] = self._plain(item, (*place, name), lines, above)
            lines.at[(*place, name)] = line
        return found

    def _blame_value(self, detail: ErrorDetails, lines: SourceMap) -> None:
        place = [str(key) for key in detail["loc"] if key != "[key]"]
        what = _PLAIN.get(detail["type"]) or detail["msg"].replace("String should", "should")
        what = what.removeprefix("Value error, ")
        self.add_issue(lines.file, lines.find(*place), f"{'.'.join(place) or 'the file'} {what}")
