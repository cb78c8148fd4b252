"""The listed phrases: words that act at once, whatever else is going on."""

from __future__ import annotations

import re
import unicodedata

COMMANDS: dict[str, tuple[str, ...]] = {
    "help": ("help", "menu", "commands", "what can you do", "how does this work", "?"),
    "start": ("start", "begin", "let's start", "get started", "start the questions"),
    "stop": ("stop", "quit", "exit", "end", "cancel", "unsubscribe", "opt out"),
    "human": ("human", "person", "ask a person", "talk to a person", "talk to a human"),
    "greeting": ("greeting", "hi", "hello", "hey", "good morning", "thanks", "thank you"),
    "back": ("back", "go back", "undo", "previous", "previous question", "one step back"),
    "restart": ("restart", "start over", "start again", "from the beginning", "reset"),
    "resume": ("resume", "continue", "go on", "carry on", "where was i", "where were we"),
    "topics": ("topics", "list topics", "show topics", "all topics", "list of topics"),
    "about": ("about", "about this", "who made this", "where is this from", "your source"),
    "forget": ("forget", "forget me", "delete my data", "erase my data", "forget everything"),
}
"""What people type → the one thing it does. Only these act at once; a likely reading asks."""

_SPACE = re.compile(r"\s+")
_EDGE = " \t\n.,;:!…\"'“”’`*_~()[]{}<>/"


RUDE = frozenset(
    {
        "stupid",
        "dumb",
        "idiot",
        "idiotic",
        "useless",
        "moron",
        "worthless",
        "garbage",
        "crap",
        "shit",
        "fuck",
        "fucking",
        "suck",
        "sucks",
        "shut",
        "hate",
        "pathetic",
    }
)
"""Words that call for a kind line rather than for the list of topics."""


def normal(text: str) -> str:
    """Fold case, accents of width, quotes, runs of space and closing punctuation away."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _SPACE.sub(" ", folded).strip(_EDGE)


_BY_PHRASE = {
    normal(phrase) or phrase: command for command, said in COMMANDS.items() for phrase in said
}


def command(text: str) -> str | None:
    """Find the command that a text is a listed phrase for."""
    return _BY_PHRASE.get(normal(text) or text.strip())


_DANGER = re.compile(
    r"\bsuicidal\b|\bsuicide\b(?! (?:prevention|screening|risk|research|assessment|awareness"
    r"|training|rate|rates|curriculum|curricula|education|hotline))"
    r"|\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting) my ?self\b|\bkms\b"
    r"|\bself[- ]?harm(?:ing)?\b|\b(?:end|ending|take|taking) my (?:own )?life\b|\bend it all\b"
    r"|\b(?:want|wants|wanted|ready|going|trying) to (?:die|be dead|not exist)\b"
    r"|\bwanna (?:die|be dead)\b"
    r"|\bwish i (?:was|were|wasn'?t|weren'?t) (?:dead|alive|here anymore|never born)\b"
    r"|\b(?:don'?t|do not|no longer) (?:want to|wanna|wish to)"
    r" (?:live|be alive|exist|wake up)\b(?! (?:in|on|at|near|with|there|here|by|far))"
    r"|\b(?:better off|rather be) dead\b|\bno reason to live\b|\bnothing to live for\b"
    r"|\b(?:can'?t|cannot) go on living\b"
)


def is_danger(text: str) -> bool:
    """Whether somebody may be in danger of their life; then nothing else matters."""
    return _DANGER.search(normal(text)) is not None


def is_rude(text: str) -> bool:
    """Whether a short text is an insult rather than a question."""
    words = re.findall(r"[a-z]+", normal(text))
    return 0 < len(words) <= 8 and not RUDE.isdisjoint(words)  # noqa: PLR2004 - a long text says more
