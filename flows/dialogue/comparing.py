"""Comparing: the choices that put options side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.parts import Choice
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.pack.pack import Pack


def compare(options: Iterable[str], *, whole: bool = False) -> Action:
    """Put these options side by side; `whole` with every aspect."""
    return Action(ActionType.COMPARE_ALL if whole else ActionType.COMPARE, "/".join(options))


def all_options() -> Choice:
    """Offer the list of all options."""
    return Choice(say().options, Action(ActionType.OPTIONS))


def with_another(pack: Pack, option: str) -> Choice:
    """Offer to put an option beside the one that the document is about; that one beside any."""
    main = pack.main_option
    beside = (option,) if main in {None, option} else (option, str(main))
    return Choice(say().compare, compare(beside))
