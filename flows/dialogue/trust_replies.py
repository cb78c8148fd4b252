"""What is said to those who ask whether to trust this: who sees it, who wrote it, what it can't."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.card_replies import DRAFT, ask_person, topics
from flows.dialogue.parts import Buttons, Choice, Quote, Text
from flows.dialogue.reply import Message
from flows.language.messages import say
from flows.model.claim import read_claim

if TYPE_CHECKING:
    from flows.dialogue.request import Installation
    from flows.pack.pack import Pack


class TrustReplies:
    """Speaks for one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def privacy(self, privacy: str, *, public: bool) -> Message:
        """Say who sees what is typed: in a channel, everybody there."""
        if public:
            return _said((say().privacy_channel,), (_kept(), about()))
        return _said((privacy, say().privacy_sent), (_kept(), forget(), about()))

    def kept(self, installation: Installation) -> Message:
        """Say what is kept, and for how long; of some people nothing is."""
        days = installation.kept_days
        if days is None:
            return _said((installation.privacy,), (forget(), about()))
        lines = (say().kept_what.format(days=days), say().kept_typed)
        return _said(lines, (forget(), _who_sees(), about()))

    def written_by(self) -> Message:
        """Say how answers come about."""
        return _said((say().ai, say().ai_learns), (about(), topics(), ask_person()))

    def author(self) -> Message:
        """Say who is behind the document, what they sell, and who is behind the guide."""
        source = self.pack.source
        day = date.fromisoformat(source.date)
        dated = f"{day:%B} {day.day}, {day.year}"
        line = say().author.format(publisher=source.publisher, date=dated, author=source.author)
        interest = read_claim(source.interest).display_text if source.interest else ""
        return _said((line, interest, say().author_guide), (about(), _who_sees(), topics()))

    def cannot(self) -> Message:
        """Say what the guide can't do, and what its document doesn't hold."""
        return _said(
            (say().cannot, self.pack.about.cannot or ""), (topics(), ask_person(), about())
        )

    def wrong(self, text: str) -> Message:
        """Take an objection: what would be sent to the authors stands there; or ask a person."""
        if not text:
            return _said((say().wrong,), (ask_person(), about()))
        send = Choice(say().send_authors, Action(ActionType.KEEP, text=text[:DRAFT]))
        ways = Buttons((send, ask_person(text), about()))
        parts = (Text(say().wrong), Text(say().wrong_send), Quote(text[:DRAFT]), ways)
        return Message(f"{say().wrong} {say().wrong_send}", parts)


def about() -> Choice:
    """Offer to say where every answer comes from."""
    return Choice(say().about, Action(ActionType.ABOUT))


def forget() -> Choice:
    """Offer to delete what is kept."""
    return Choice(say().forget_me, Action(ActionType.FORGET))


def _kept() -> Choice:
    return Choice(say().what_kept, Action(ActionType.KEPT))


def _who_sees() -> Choice:
    return Choice(say().who_sees, Action(ActionType.PRIVACY))


def _said(lines: tuple[str, ...], ways: tuple[Choice, ...]) -> Message:
    said = tuple(line for line in lines if line)
    return Message(" ".join(said), (*map(Text, said), Buttons(ways)))
