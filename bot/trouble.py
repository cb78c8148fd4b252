"""Trouble: what an operator can mend, said in one line."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - it is a noun, and reads as one where it is raised
    """Something is set up wrong or away; the message names what, where and the mend."""


class BadSettingError(Trouble):
    """A setting that is missing or malformed."""


class StoreError(Trouble):
    """The store did not do what was asked; nothing was changed that was not acknowledged."""
