"""Hearing: a typed reply to the open question, read as one of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from flows.language.phrasebook import NO, PAUSE, UNSURE, WHY, YES, bare, phrasebook, tokens
from flows.language.small_talk import is_slip
from flows.nlu.features import words
from flows.nlu.model_bundle import GENERAL
from flows.nlu.plain_reply import PlainReplies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Flow, Question
    from flows.nlu.model_bundle import ModelBundle
    from flows.nlu.plain_reply import Head

CONFIRM_THRESHOLD = 0.5
"""From this probability on, what a statement implies is asked back."""
UNFAMILIAR_LIMIT = 0.99
"""Share of words that nobody uses in answers from which on nothing is heard."""
_WONDERING = 6
"""Words of a line that may ask what the open question means without naming a part of it."""
_PAUSES = 3
"""Pauses of a line before which its answer may stand."""
_TELLING = 2
"""Words of a line from which on it tells something; one names a topic."""
PLAIN = 0.97
"""How often a reply in words that only some mean as an answer is meant so."""


class AnswerMatch(NamedTuple):
    """What was heard: an answer's id, or `unsure`, or that the question is not clear.

    `kind` tells what is recorded at once from what is asked back, and both from what asks to have
    the question explained (`why`) or left (`unsure`); `left` names the parts of an
    either/or that stay open when another was denied; `bare` tells a line of nothing but listed
    replies.
    """

    kind: Literal["answer", "confirm", "command"]
    id: str
    confidence: float = 1.0
    left: tuple[str, ...] = ()
    bare: bool = False


class AnswerMatcher:
    """Hears replies to the questions of a pack: plain ones by listed words, the rest as learned."""

    def __init__(
        self, flows: Mapping[str, Flow], trained: ModelBundle | None, known: Callable[[str], bool]
    ) -> None:
        self._reply_models = trained.reply_models if trained else {}
        self._known = known
        # By identity: two questions may be worded alike, and those of a pack stay where they are.
        self._names = {
            id(question): f"{flow.id}/{name}"
            for flow in flows.values()
            for name, question in flow.questions.items()
        }
        self._plain: dict[str, PlainReplies] = {}

    def plain(self, text: str, question: Question) -> AnswerMatch | None:
        """Hear a plain reply; None for anything that says more."""
        replies = self._replies(question)
        found = replies.read(text)
        if phrasebook().has("skip", bare(text)):
            return AnswerMatch("command", UNSURE)
        if found is None:
            brief = len(bare(text)) <= _WONDERING
            wonders = (brief and phrasebook().explains(text)) or replies.wonders(text)
            return AnswerMatch("command", WHY) if wonders else None
        if found.id == WHY:
            return AnswerMatch("command", WHY)
        if found.sure or found.id == UNSURE:
            return AnswerMatch("answer", found.id, left=found.left, bare=found.bare)
        return AnswerMatch("confirm", found.id, PLAIN, bare=found.bare)

    def implied(self, text: str, question: Question) -> AnswerMatch | None:
        """Hear what a statement implies; None for a question, a topic or a remark."""
        name = self._names.get(id(question), GENERAL)
        reply_model = self._reply_models.get(name) or self._reply_models.get(GENERAL)
        if reply_model is None or not words(text) or _is_elsewhere(text):
            return None
        heard, head = reply_model.read(text), self._replies(question).head(text)
        told = heard.label == UNSURE or heard.label in question.answers
        clear = (
            told
            and heard.confidence >= CONFIRM_THRESHOLD
            and heard.unfamiliar_ratio <= UNFAMILIAR_LIMIT
        )
        if not clear or len(words(text)) < _TELLING:
            found = _begun(head, question) if head else self._ended(text, question)
            return found or self._opened(text, question)
        if heard.label == UNSURE:
            return AnswerMatch("answer", UNSURE, heard.confidence)
        if heard.label == YES and _tells_of_nothing(text):
            return None
        outright = head is not None and head.firm and head.id == heard.label
        return AnswerMatch("answer" if outright else "confirm", heard.label, heard.confidence)

    def answers(self, heard: AnswerMatch, question: Question | None) -> Mapping[str, str]:
        """Tell which question of the pack is to be asked back, with the answer offered."""
        name = self._names.get(id(question)) if heard.kind == "confirm" else None
        return {name.rpartition("/")[2]: heard.id} if name else {}

    def _ended(self, text: str, question: Question) -> AnswerMatch | None:
        """Ask back the answer that stands alone behind the last pause, as in “ugh fine, yes”."""
        said = tokens(text)
        after = next((at for at in range(len(said) - 1, 0, -1) if said[at] == PAUSE), 0)
        found = self._replies(question).read(" ".join(said[after + 1 :])) if after else None
        plain = found is not None and found.bare and found.id in question.answers
        return AnswerMatch("confirm", found.id, PLAIN) if found and plain else None

    def _opened(self, text: str, question: Question) -> AnswerMatch | None:
        """Ask back the answer before a pause, as in “no time no money, resident life”."""
        said = tokens(text)
        pauses = [at for at, token in enumerate(said) if token == PAUSE and at][:_PAUSES]
        for at in reversed(pauses):
            found = self._replies(question).read(" ".join(said[:at]))
            if found and found.left:
                return AnswerMatch("answer", UNSURE, PLAIN, left=found.left)
            if found and found.bare and found.sure and found.id in question.answers:
                against = _speaks_against(found.id, said[at:])
                return None if against else AnswerMatch("confirm", found.id, PLAIN)
        return None

    def _replies(self, question: Question) -> PlainReplies:
        name = self._names.get(id(question))
        if name is None:
            return PlainReplies(question, self._known)
        if name not in self._plain:
            self._plain[name] = PlainReplies(question, self._known)
        return self._plain[name]


def _begun(head: Head, question: Question) -> AnswerMatch | None:
    """Take what a line begins with, where the rest tells nothing; ask back if that is long."""
    if head.id == UNSURE:
        return AnswerMatch("answer", UNSURE, PLAIN)
    kind: Literal["answer", "confirm"] = "answer" if head.brief else "confirm"
    return AnswerMatch(kind, head.id, PLAIN) if head.id in question.answers else None


def _speaks_against(answer: str, said: Tokens) -> bool:
    """Whether a word is a yes or a no by itself, but not this answer."""
    means = (phrasebook().replies.get((word,), frozenset()) for word in said)
    return any(meant and meant <= {YES, NO} - {answer} for meant in means)


def _tells_of_nothing(text: str) -> bool:
    """Whether a line speaks of nothing or nobody, and so hardly implies a yes."""
    return any(phrasebook().has("nothing", (word,)) for word in bare(text))


def _is_elsewhere(text: str) -> bool:
    """Whether a line asks, orders, takes something back, or only looks like a reply."""
    book = phrasebook()
    return book.asks(text) or is_slip(text) or book.has("aside", bare(text))
