"""What people ask before they trust this: each in a line or two, and what they can do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Visibility
from flows.dialogue.card_replies import DRAFT

if TYPE_CHECKING:
    from flows.dialogue.result import Result
    from flows.dialogue.turn import Turn


def privacy(turn: Turn) -> Result:
    """Say who sees what is typed here."""
    public = turn.request.visibility is Visibility.PUBLIC
    return turn.reply(turn.replies.trust.privacy(turn.installation.privacy, public=public))


def kept(turn: Turn) -> Result:
    """Say what is kept, and how long."""
    return turn.reply(turn.replies.trust.kept(turn.installation))


def written_by(turn: Turn) -> Result:
    """Say that no AI writes the answers."""
    return turn.reply(turn.replies.trust.written_by())


def author(turn: Turn) -> Result:
    """Say who made the document and the guide, and what they sell."""
    return turn.reply(turn.replies.trust.author())


def cannot(turn: Turn) -> Result:
    """Say what the guide can't do."""
    return turn.reply(turn.replies.trust.cannot())


def wrong(turn: Turn) -> Result:
    """Offer to pass an objection on, with what it was about; nobody is passed one from a channel.

    For a line where everybody reads was not meant for the authors.
    """
    about, words = _spoken_of(turn), turn.action.text
    whole = f"{about}: {words}" if about else words
    text = whole if len(whole) <= DRAFT else words
    public = turn.request.visibility is Visibility.PUBLIC
    return turn.reply(turn.replies.trust.wrong("" if public or turn.request.external else text))


def _spoken_of(turn: Turn) -> str:
    """Name what was spoken of last, as people see it; nothing where it was several things."""
    pack, subject = turn.replies.pack, turn.subject
    told = [pack.options[name].card_for(subject.aspect) for name in subject.spoken_of]
    cards = subject.cards if len(subject.cards) == 1 else told
    return pack.cards[cards[0]].title if len(cards) == 1 else ""
