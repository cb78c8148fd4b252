"""The scaffold: a small pack that is complete and sound, to start a new one from."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from flows.model.source import Id
from flows.pack.read import packs
from flows.pack.validation import words

TEMPLATE = Path(__file__).parent / "template"
"""A pack like any other; in what is written, its own id is replaced."""
ID = "your-pack"
LONGEST = 31
"""Characters of an id, which names the slash command as well."""


class CannotWriteError(Exception):
    """A pack can't be written there; the message says why."""


def write_pack(path: Path) -> Path:
    """Write a new pack, whole or not at all; the last part of `path` becomes its id."""
    name = path.name
    _check_id(name)
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise CannotWriteError(f"{path} is there already; choose another name, or empty it")
    try:
        with TemporaryDirectory(prefix=f".{name}-", dir=path.parent) as beside:
            folder = shutil.copytree(TEMPLATE, Path(beside) / name)
            about = folder / "pack.yaml"
            text = about.read_text(encoding="utf-8")
            about.write_text(text.replace(ID, name), encoding="utf-8")
            folder.rename(path)
    except OSError as error:
        raise CannotWriteError(f"can't write {path}: {error.strerror}") from error
    return path


def _check_id(name: str) -> None:
    if name in {pack.name for pack in packs()}:
        raise CannotWriteError(f"{name} comes with the program; choose another name")
    if len(name) > LONGEST:
        raise CannotWriteError(f"{name} has {len(name)} characters; {LONGEST} at most")
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        raise CannotWriteError(f"{name} {words(error.errors()[0])}") from error
