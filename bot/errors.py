"""Trouble: what an operator can mend, said in one line."""

from __future__ import annotations


class OperatorError(Exception):
    """Something is set up wrong or away; the message names what, where and the mend."""


class BadSettingError(OperatorError):
    """A setting that is missing or malformed."""


class StoreError(OperatorError):
    """The store did not do what was asked; nothing was changed that was not acknowledged."""
