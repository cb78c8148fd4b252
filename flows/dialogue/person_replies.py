"""Asking a person, as replies: the draft, the preview, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.card_replies import DRAFT, topics
from flows.dialogue.parts import Choice, Link, Note, Quote, Text, Title
from flows.dialogue.reply import Field, Form, Message
from flows.language.identifiers import identifiers
from flows.language.messages import say

if TYPE_CHECKING:
    from flows.dialogue.parts import Part
    from flows.model.contact import Contact
    from flows.pack.pack import Pack

FIELD = "text"
"""The field of the form that holds what is asked."""
SEEN = "seen"
"""What marks a text for the authors that was shown before it is kept."""


class PersonReplies:
    """Speaks for one pack with whoever asks a person."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def nobody(self) -> Message:
        """Say whom to ask when no person is set up here."""
        line = say().nobody.format(instead=self.pack.about.ask_instead)
        return Message(line, (Title(say().ask_person), Text(line)), (topics(),))

    def draft(self) -> Message:
        """Ask what to send to a person; nothing is sent yet."""
        parts = (Title(say().ask_person), Text(say().draft), Note(say().draft_note))
        return Message(say().draft, parts, (_leave(),))

    def form(self, contact: Contact, text: str, error: str = "") -> Form:
        """Ask the same in a form, with what was typed already."""
        field = Field(FIELD, say().draft_field, DRAFT, text, self._no_patients(), error)
        parts = (Text(_described(contact)), Note(say().draft_note))
        preview = Choice(say().preview, Action(ActionType.HUMAN))
        return Form(say().ask_person, parts, (field,), preview)

    def preview(self, contact: Contact, text: str) -> Message:
        """Show exactly what would be sent, where to, and who can read it there."""
        line, *parts = self._shown(contact, text)
        send = _send(text, say().send)
        anew = (_anew(),) if identifiers(text[:DRAFT]) else ()
        ways = (send, *anew, _leave())
        return Message(line.text, (Title(say().ask_person), line, *parts), ways)

    def preview_form(self, contact: Contact, text: str) -> Form:
        """Show the same in a form, which sends it when it is submitted."""
        return Form(say().ask_person, self._shown(contact, text), (), _send(text, say().send))

    def to_authors(self, text: str) -> Message:
        """Show what would be kept for the authors, where it may be of a patient."""
        send = Choice(say().send_authors, Action(ActionType.KEEP, SEEN, text[:DRAFT]))
        parts = (Text(_flagged(text)), Quote(text[:DRAFT]), Note(self._no_patients()))
        return Message(_flagged(text), parts, (send, _leave()))

    def unpressed(self) -> Message:
        """Say that only a press sends."""
        return Message(say().unpressed, (Text(say().unpressed),), (_leave(),))

    def sending(self, contact: Contact) -> Message:
        """Say that something is on its way."""
        line = say().sending.format(name=contact.name)
        return Message(line, (Text(line),))

    def sent(self, contact: Contact, link: str) -> Message:
        """Say what happens after something was sent, and where it can be seen."""
        line = say().sent.format(name=contact.name)
        then = say().who_replies.format(who=contact.who, otherwise=contact.otherwise)
        there = (Link(say().see_there, link),) if link else ()
        return Message(line, (Text(line), Note(then), *there), (topics(),))

    def unsent(self, contact: Contact | None, text: str, *, known: bool = True) -> Message:
        """Say that sending failed, with the text for another try, and whom to ask instead.

        Where that is not `known`, say so: somebody may have it all the same.
        """
        line, leave = say().maybe_unsent, Choice(say().dont_send, Action(ActionType.RESUME))
        if known:
            line = say().unsent.format(otherwise=contact.otherwise if contact else "")
            leave = _leave()
        again = _send(text, say().try_again)
        return Message(line, (Text(line), Quote(text)), (again, leave))

    def _shown(self, contact: Contact, text: str) -> tuple[Text, *tuple[Part, ...]]:
        cut = say().goes_to_short.format(limit=DRAFT) if len(text) > DRAFT else ""
        short = f" {cut}" if cut else ""
        line = say().goes_to.format(where=_described(contact), short=short)
        seen = (Text(_flagged(text)),) if identifiers(text[:DRAFT]) else ()
        return Text(line), Quote(text[:DRAFT]), *seen, Note(self._no_patients())

    def _no_patients(self) -> str:
        return self.pack.about.privacy_note


def _send(text: str, label: str) -> Choice:
    return Choice(label, Action(ActionType.SEND, text=text[:DRAFT]), primary=True)


def _leave() -> Choice:
    return Choice(say().dont_send, Action(ActionType.LEAVE))


def _anew() -> Choice:
    return Choice(say().write_anew, Action(ActionType.HUMAN))


def _flagged(text: str) -> str:
    """Say what kinds of identifiers a text seems to hold."""
    return say().identifiers.format(kinds=", ".join(identifiers(text[:DRAFT])))


def _described(contact: Contact) -> str:
    """Name the channel, and say who can read what is sent there."""
    known = contact.readers is not None
    members = say().members.format(count=contact.readers) if known else ""
    described = say().channel_public if contact.public else say().channel_private
    return described.format(name=contact.name, members=members)
