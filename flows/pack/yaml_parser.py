"""YAML, read so that no file can harm: text alone, flat enough, and every place with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import CollectionStartEvent, Event

KeyPath = tuple[str, ...]
UNPRINTABLE = Reader.NON_PRINTABLE
"""The control characters at which YAML gives up."""
DEPTH = 20
"""Lists and keys that may stand inside each other; what is written by hand takes six."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MENDS = {
    "mapping values are not allowed": "put quotes around a text with a colon, or check the indent",
    "violates indentation": "a tab can't indent; use spaces",
    "while scanning a quoted scalar": "a quote is opened and never closed",
    "did not find expected key": "put quotes around all of a text, or check the indent",
    "did not find expected '-'": "check the indent, or begin the line with -",
    "expected ',' or ']'": "close the list with ], or part its items with commas",
    "expected ',' or '}'": (
        "close the keys with }, part them with commas, or put quotes around a text with a colon"
    ),
    "could not find expected ':'": "a key takes a colon and a space after it",
    "unknown escape character": "inside \" write \\\\ for \\, or use ' around the text",
    "block sequence entries": "begin a list's - on a line of its own",
}
_UNCLOSED = ("found unexpected end of stream", "expected ',' or")


class BadYamlError(ValueError):
    """Text that is no YAML, or none that is read here; `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


class Yaml(NamedTuple):
    """What a text holds, every scalar a string; where each place stands; and keys given twice."""

    value: Any
    at: dict[KeyPath, int]
    twice: list[tuple[int, str]]


def parse(text: str) -> Yaml:
    """Read a text by its events, for nodes would be nested by a parser that calls itself.

    Raises `BadYamlError` for what is no YAML, and for anchors, tags and deep nesting.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if take := _TAKE.get(type(event)):
                take(builder, event)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text) from None
    return Yaml(builder.root, builder.at, builder.twice)


class _Frame:
    """A list or a mapping that is still open: its place, and the key that waits for its value."""

    __slots__ = ("key", "place", "value")

    def __init__(self, value: Any, place: KeyPath) -> None:  # noqa: ANN401 - YAML holds anything
        self.value = value
        self.place = place
        self.key: str | None = None


class _Builder:
    """Puts together what the events tell."""

    def __init__(self) -> None:
        self.root: Any = {}
        self.at: dict[KeyPath, int] = {}
        self.twice: list[tuple[int, str]] = []
        self._open: list[_Frame] = []
        self._documents = 0

    def document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            raise BadYamlError(_line(event), "holds a second document; take out the line ---")

    def alias(self, event: Event) -> None:
        what = "holds an & or *; write it out without & and *, or put quotes around the text"
        raise BadYamlError(_line(event), what)

    def scalar(self, event: ScalarEvent) -> None:
        self._refuse(event)
        frame = self._open[-1] if self._open else None
        if frame is None or frame.key is not None or type(frame.value) is list:
            self._put(event.value, event)
            return
        name, line = event.value, _line(event)
        if name in frame.value:
            self.twice.append((line, name))
        frame.key = name
        self.at[(*frame.place, name)] = line

    def mapping(self, event: MappingStartEvent) -> None:
        self._begin(event, {})

    def sequence(self, event: SequenceStartEvent) -> None:
        self._begin(event, [])

    def end(self, _: MappingEndEvent | SequenceEndEvent) -> None:
        self._open.pop()

    def _begin(self, event: CollectionStartEvent, value: Any) -> None:  # noqa: ANN401 - the same
        self._refuse(event)
        if len(self._open) == DEPTH:
            what = f"is nested deeper than {DEPTH} levels; write it flatter"
            raise BadYamlError(_line(event), what)
        self._open.append(_Frame(value, self._put(value, event)))

    def _put(self, value: Any, event: Event) -> KeyPath:  # noqa: ANN401 - the same
        place: KeyPath = ()
        if not self._open:
            self.root = value
        elif type((frame := self._open[-1]).value) is list:
            place = (*frame.place, str(len(frame.value)))
            frame.value.append(value)
        elif frame.key is None:
            raise BadYamlError(_line(event), "has a list or keys for a key; a key is one text")
        else:
            place = (*frame.place, frame.key)
            frame.value[frame.key] = value
            frame.key = None
            return place  # which stands where its key does
        self.at[place] = _line(event)
        return place

    def _refuse(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.alias(event)
        if event.tag is not None:
            what = f"holds the tag {event.tag}; put quotes around a text that begins with !"
            raise BadYamlError(_line(event), what)


_TAKE: dict[type[Event], Callable[[_Builder, Any], None]] = {
    ScalarEvent: _Builder.scalar,
    MappingStartEvent: _Builder.mapping,
    SequenceStartEvent: _Builder.sequence,
    MappingEndEvent: _Builder.end,
    SequenceEndEvent: _Builder.end,
    AliasEvent: _Builder.alias,
    DocumentStartEvent: _Builder.document,
}


def _line(event: Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> BadYamlError:
    """Say in plain words what the parser stumbled over."""
    mark = error.problem_mark
    said = f"{error.context} {error.problem}"
    line, column = (mark.line, mark.column) if mark else (0, 0)
    mend = next((mend for sign, mend in _MENDS.items() if sign in said), str(error.problem))
    if "cannot start any token" in said:
        sign = text.split("\n")[line][column : column + 1]
        begins = f"put quotes around a text that begins with {sign}"
        mend = "a tab can't indent; use spaces" if sign == "\t" else begins
    elif error.context_mark and any(sign in said for sign in _UNCLOSED):
        line = error.context_mark.line  # where it was opened; the trouble shows further down
    return BadYamlError(line + 1, f"is not YAML: {mend}")
