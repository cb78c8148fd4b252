"""A subject: what was spoken of last, by its ids, so that a follow-up can lean on it."""

from __future__ import annotations

from typing import NamedTuple

_WHOLE, _FOCUS, _OFFERED = "!", "*", "|"
ALL = "all"
"""What stands for every option of a pack, which would take too much room."""
_BESIDE = 2
"""Options that are kept beside cards that are offered, so that it stays short."""


class Subject(NamedTuple):
    """Cards or options in the order in which they were shown; both where cards are only offered.

    `focus` is the option among several that was spoken of last, `aspect` what was asked of them.
    `whole` tells that all of the card, or of that option's, was shown.
    """

    cards: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    aspect: str = ""
    focus: str = ""
    whole: bool = False

    @property
    def spoken_of(self) -> tuple[str, ...]:
        """The option that was spoken of last, else all of them."""
        return (self.focus,) if self.focus else self.options

    @property
    def others(self) -> tuple[str, ...]:
        """The options beside the one that was spoken of last."""
        return tuple(name for name in self.options if name != self.focus)

    def then(self, other: Subject) -> Subject:
        """Go on to another subject; a single option keeps what it was shown or named beside.

        Cards that are only offered leave what was spoken of, as nothing was said of them yet.
        """
        if len(other.cards) > 1 and self.options and not other.options:
            kept = self.spoken_of[:_BESIDE]
            return other._replace(options=kept, aspect=self.aspect, focus=self.focus)
        if len(other.options) != 1 or ALL in {*self.options, *other.options} or not self.options:
            return other
        (name,) = other.options
        beside = self.options if name in self.options else (*self.spoken_of[-1:], name)
        return other._replace(options=beside, focus=name)

    def dump(self) -> str:
        """Write it as short text: `card,card!`, `option,option*/aspect!`, or both."""
        whole = _WHOLE if self.whole else ""
        if not self.options:
            return ",".join(self.cards) + whole
        named = (name + (_FOCUS if name == self.focus else "") for name in self.options)
        offered = ",".join(self.cards) + _OFFERED if self.cards else ""
        return f"{offered}{','.join(named)}/{self.aspect}{whole}"


NOTHING = Subject()
"""Nothing was spoken of."""


def read_subject(text: str) -> Subject:
    """Read what `dump` writes; whether there are such cards and options the pack says."""
    whole = text.endswith(_WHOLE)
    first, slash, aspect = text.removesuffix(_WHOLE).partition("/")
    offered, _, named = first.rpartition(_OFFERED) if slash else (first, "", "")
    cards, ids = _ids(offered), _ids(named)
    focus = next((name for name in ids if name.endswith(_FOCUS)), "").rstrip(_FOCUS)
    return Subject(cards, tuple(name.rstrip(_FOCUS) for name in ids), aspect, focus, whole)


def _ids(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(",")) if listed else ()
