"""The layout of a pack's folder: what is read in it, and what lies there without being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.issue import Issue, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("pack.yaml", "source.yaml", "tensions.yaml", "topics.yaml")
"""What stands at the top of every pack."""
MORE_FILES = ("aspects.yaml", "roles.yaml", "gaps.yaml")
"""What stands there in a pack that compares options, or names what its document leaves out."""
FOLDERS = {"flows": ".yaml", "cards": ".md", "options": ".yaml", "examples": ".yaml"}
"""The folders, and how the names of their files end."""
PARTED = "examples"
"""The folder that has one more for each flow."""

_BESIDE = ("README.md", "LICENSE")
_LEARNED = ".npz"
_OTHER_ENDINGS = {".yaml": (".yml", ".yaml"), ".md": (".md", ".markdown", ".mdown")}


def unread(pack: Path, *, examples: bool) -> Iterator[Issue]:
    """Find what an author may take for a part of the pack, and nothing reads."""
    for path in _seen(pack) if pack.is_dir() else ():
        if path.name == PARTED and not examples:
            continue
        if path.is_dir() and path.name in FOLDERS:
            yield from _in_folder(path, path.name, FOLDERS[path.name])
        elif path.name not in (*FILES, *MORE_FILES, *_BESIDE, *FOLDERS) and path.suffix != _LEARNED:
            yield Issue(path.name, 0, f"is not read; {_at_the_top(path)}")


def _in_folder(folder: Path, name: str, ending: str) -> Iterator[Issue]:
    for path in _seen(folder):
        place = f"{name}/{path.name}"
        if path.is_dir() and name == PARTED:
            yield from _in_folder(path, place, ending)
        elif path.is_dir():
            yield Issue(place, 0, f"is not read; move its files into {name}, or take it away")
        elif path.suffix != ending:
            other = path.suffix.lower() in _OTHER_ENDINGS[ending]
            mend = f"rename it to {path.stem}{ending}" if other else "rename it, or take it away"
            yield Issue(place, 0, f"is not read, only files ending in {ending} are; {mend}")


def _seen(folder: Path) -> list[Path]:
    """List a folder without hidden files and an editor's backups."""
    found = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(path for path in found if not path.name.endswith("~"))


def _at_the_top(path: Path) -> str:
    if path.is_dir():
        near = nearest(path.name, FOLDERS)
        return f"rename it to {near}" if near else f"the folders are {', '.join(FOLDERS)}"
    yaml = path.suffix.lower() in _OTHER_ENDINGS[".yaml"]
    files = (*FILES, *MORE_FILES)
    near = nearest(f"{path.stem}.yaml", files) if yaml else None
    return f"rename it to {near}" if near else f"the files are {', '.join(files)}"
