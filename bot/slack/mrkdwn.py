"""Slack's own markup: text that is read as it stands, and how much of it a block takes."""

from __future__ import annotations

import html

SECTION = 3000
"""Characters of a section's text, and of the text that stands for a whole message."""


def escaped(text: str) -> str:
    """Escape what Slack would read as markup, so that content never pings or links."""
    return html.escape(text, quote=False)
