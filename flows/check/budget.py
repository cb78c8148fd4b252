"""The budget of a message's section: what stands together in one must fit it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from flows.model.issue import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.model.claim import Claim

SECTION_BUDGET = 2500
"""Characters that a pack may fill of one section of a message.

Slack takes 3,000, and the rest is cut off without a word. What stands together without a table
between shares one section, and our own words around it take less than 500: the privacy line, the
words that can be typed, "Back to your question".
"""


def rendered_length(texts: Iterable[str]) -> int:
    """Count what texts fill, as Slack does, each with a bullet or the like and a line break."""
    return sum(len(html.escape(text, quote=False)) + 4 for text in texts)


def written(claim: Claim) -> str:
    """Write a claim as it fills a section: with its links below it."""
    return claim.display_text + "".join(f"\n\n<{link.url}|{link.label}>" for link in claim.links)


def check_budget(file: str, line: int, what: str, texts: Iterable[str]) -> Iterator[Issue]:
    """Find out whether texts that stand together fill more than their room."""
    if (taken := rendered_length(texts)) > SECTION_BUDGET:
        yield Issue(
            file, line, f"{what} takes {taken} characters; {SECTION_BUDGET} at most, so shorten it"
        )
