"""The shape of a file: which keys a place in it takes, and how what stands there is written."""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def keys(kind: Any, place: Iterable[str]) -> Mapping[str, FieldInfo]:  # noqa: ANN401
    """List the keys that a place in a file of this kind takes; none where any will do."""
    return _fields(_bare(_at(kind, place).annotation))


def shape(kind: Any, place: Iterable[str]) -> str:  # noqa: ANN401 - what a file may be read as
    """Write what a place in a file of this kind takes, with nothing that may be left out."""
    return _written(_at(kind, place))


def _at(kind: Any, place: Iterable[str]) -> FieldInfo:  # noqa: ANN401 - the same
    field = FieldInfo.from_annotation(kind)
    for key in place:
        inside = _bare(field.annotation)
        held = get_args(inside)[1 if get_origin(inside) is dict else 0 :]
        field = _fields(inside).get(key) or FieldInfo.from_annotation(held[0])
    return field


def _written(field: FieldInfo) -> str:
    if field.examples:
        return str(field.examples[0])
    kind = _bare(field.annotation)
    held = get_args(kind)
    if fields := _fields(kind):
        needed = {name: inner for name, inner in fields.items() if inner.is_required()}
        return f"{{{', '.join(f'{name}: {_written(inner)}' for name, inner in needed.items())}}}"
    if get_origin(kind) is dict:
        name, inner = map(FieldInfo.from_annotation, held)
        return f"{{{_written(name)}: {_written(inner)}}}"
    if get_origin(kind) is tuple:
        return f"[{_written(FieldInfo.from_annotation(held[0]))}]"
    return str(held[0]) if get_origin(kind) is Literal else "some text"


def _fields(kind: Any) -> Mapping[str, FieldInfo]:  # noqa: ANN401 - the same
    return kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}


def _bare(kind: Any) -> Any:  # noqa: ANN401 - the same
    """Take off what is checked besides, and that it may be left out."""
    while get_origin(kind) in {Annotated, UnionType}:
        kind = get_args(kind)[0]
    return kind
