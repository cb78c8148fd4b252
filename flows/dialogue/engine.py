"""The engine: a session and a request in, a result out. The only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import ActionType, Visibility
from flows.dialogue.actions import ACTIONS
from flows.dialogue.draft import with_draft
from flows.dialogue.effect import DeleteMessages, KeepForAuthors, PassOn
from flows.dialogue.elsewhere import aside, is_surely_a_topic, public
from flows.dialogue.replies import Replies
from flows.dialogue.reply import Form, Message, called, with_note, without
from flows.dialogue.result import Audience, Result
from flows.dialogue.session import FAILED, UNDERWAY, Session
from flows.dialogue.turn import Turn
from flows.language.commands import commands
from flows.language.messages import say
from flows.model.subject import read_subject
from flows.nlu.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.dialogue.effect import Effect, Outcome
    from flows.dialogue.request import Installation, Request
    from flows.dialogue.turn import ActionRow
    from flows.language.commands import Commands
    from flows.pack.pack import Pack


class DialogueEngine:
    """Decides every turn of one pack, from the table of actions and the phrases listed for them."""

    def __init__(
        self,
        pack: Pack,
        actions: Mapping[str, ActionRow] = ACTIONS,
        listed: Commands | None = None,
    ) -> None:
        self.pack = pack
        self.actions = actions
        self.replies = Replies(pack)
        self.matcher = Matcher(pack, commands=listed or commands())
        self._refused = frozenset(row.id for row in actions.values() if row.for_members)

    def decide(self, session: Session, request: Request, *, underway: bool = False) -> Result:
        """Decide what a request does.

        `underway` tells that what the session's intent is about is being carried out just now.
        In a channel nothing is said of that, and nothing spoken of there is remembered.
        """
        if request.visibility is Visibility.PUBLIC:
            return self._decide(session, request)
        lost = session.intent == UNDERWAY and not underway
        before = session if underway or not session.intent else session._replace(intent="")
        result = self._decide(before, request)
        after, reply = result.session, result.reply
        if after is None or not isinstance(reply, Message):
            return result
        if reply.subject is not None:
            subject = read_subject(after.subject).then(reply.subject).dump()
            after = after._replace(subject=subject)
        said = with_note(say().maybe_unsent, reply) if lost else reply
        return Result(after, said, result.audience, result.effects)

    def repeated(self, session: Session, request: Request, *, underway: bool = False) -> Result:
        """Say again where somebody is, whose request was applied before.

        One that sent something and was interrupted can be sent again.
        """
        turn, contact = self._turn(session, request), request.installation.contact
        if request.visibility is Visibility.PUBLIC:
            return public(turn)._replace(effects=())  # never where somebody is
        if session.pending_action == request.action.type == ActionType.FORGET_NOW:
            return Result(session, self.replies.system.forget())
        if request.action.type == ActionType.SEND and contact:
            people, text = self.replies.people, request.action.text
            if underway:
                reply = people.sending(contact)
            elif session.intent == UNDERWAY:
                reply = people.unsent(contact, text, known=False)
            else:
                failed = session.intent == FAILED
                reply = people.unsent(contact, text) if failed else people.sent(contact, "")
            return Result(session, reply, Audience.DIRECT)
        return turn.show(session)

    def forgotten(self, request: Request) -> Result:
        """Give the receipt again to somebody who is forgotten already."""
        return Result(Session(), self.replies.system.forgotten(request.installation))

    def tell(self, request: Request, effect: Effect, outcome: Outcome) -> Message | None:
        """Say how an effect went; None where nobody is told."""
        people, system = self.replies.people, self.replies.system
        contact = request.installation.contact
        if isinstance(effect, PassOn):
            if outcome.done and contact:
                return people.sent(contact, outcome.link)
            return people.unsent(contact, effect.text, known=outcome.known)
        if isinstance(effect, KeepForAuthors):
            return system.line(say().kept if outcome.done else say().not_kept)
        if isinstance(effect, DeleteMessages) and not outcome.done:
            return system.forgotten(request.installation, wholly=False)
        return None

    def for_external(self, request: Request) -> Result:
        """Answer somebody for whom nothing is kept or counted: topics; what was kept is deleted.

        What the institution says of its own place is for its own people.
        """
        here = request.installation._replace(
            privacy=say().privacy_external, local=None, kept_days=None
        )
        request = request._replace(installation=here)
        row, result = self._row_of(request), self._decide(Session(), request)
        if row and row.forgets and isinstance(result.reply, Message):
            return result._replace(reply=without(self._refused, result.reply))
        own = result.audience is Audience.DIRECT or isinstance(result.reply, Form)
        if own or row is None or row.for_members or not isinstance(result.reply, Message):
            return Result(Session(), self.replies.system.for_externals())
        return result._replace(reply=self._for_everybody(result.reply), effects=())

    def _for_everybody(self, message: Message) -> Message:
        """Offer nothing that only members can do, and say so where it was the first thing."""
        refused, left = self._refused, without(self._refused, message)
        led = any(choice.primary and choice.action.type in refused for choice in message.choices)
        return with_note(say().externals, left) if led else left

    def without_store(self, request: Request) -> Result:
        """Answer without a session: topics in full, anything else with a word that it can't be."""
        row = self._row_of(request)
        alone = row is not None and row.id == ActionType.HUMAN and not request.installation.contact
        turn = self._turn(Session(), request)
        topic = request.action.type == ActionType.ASK and is_surely_a_topic(turn)
        if (row and row.storeless) or alone or topic:
            return self._decide(Session(), request)
        return Result(Session(), self.replies.system.note(say().unsaved))

    def forgets(self, request: Request) -> bool:
        """Whether a request deletes, or asks to, whatever is stored."""
        row = self._row_of(request)
        return row is not None and row.forgets

    def welcome(self, session: Session, installation: Installation) -> Message:
        """Say what this is, and what of it is open."""
        return self.replies.welcome(session, installation.privacy)

    def _decide(self, session: Session, request: Request) -> Result:
        result = self._done(session, request)
        if request.installation.contact or not isinstance(result.reply, Message):
            return result
        said = called(say().local_person, ActionType.HUMAN, result.reply)
        return result._replace(reply=said)

    def _done(self, session: Session, request: Request) -> Result:
        turn = self._turn(session, request)
        if request.visibility is Visibility.PUBLIC:
            return public(turn)
        return with_draft(turn, self._handled(turn))

    def _handled(self, turn: Turn) -> Result:
        row = self.actions.get(turn.action.type)
        if row is None or (row.placed and not turn.is_current):
            return turn.older()
        if row.general and turn.request.visibility is Visibility.EPHEMERAL:
            return aside(turn)
        return row.handle(turn)

    def _turn(self, session: Session, request: Request) -> Turn:
        return Turn(self.replies, self.matcher, self.actions, request, session)

    def _row_of(self, request: Request) -> ActionRow | None:
        """Find what a request does in the end: a listed phrase is the action it stands for."""
        action = request.action
        listed = None
        if action.type == ActionType.ASK:
            listed = self.matcher.commands.find(action.text)
        return self.actions.get(listed or action.type)
