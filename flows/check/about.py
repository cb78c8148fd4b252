"""What `pack.yaml` says that the rest of the pack doesn't bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model.issue import Issue, no_such
from flows.pack.read import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.pack.read import ReadPack


def check_about(read: ReadPack) -> Iterator[Issue]:
    """Find a main flow that isn't there."""
    if ABOUT in read.unread:
        return
    main, flows = read.pack.about.main, {*read.pack.flows, *read.names("flows")}
    if main not in flows:
        line = read.maps[ABOUT].find("main")
        yield Issue(ABOUT, line, no_such("flow", main, flows))
