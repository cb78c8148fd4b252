"""Cues: turns of phrase that tell a yes from a no from a hedge, whatever the question is."""

from __future__ import annotations

import re

_CANT = (
    r"(?:(?:can|could|do|does|did|wo|would|should|ca)n'?t|cannot|(?:can|could|would|do) not)"
    r"(?: \w+)?"
)

_HURDLE = (
    r"(?:doubt|question|problem|prob|worries|objection|difficulty|obstacle|trouble|hesitation"
    r"|issue)s?"
)


def _any(*turns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(turns)})\b")


_HEDGE = _any(
    r"not (\w+ )?(sure|certain|convinced|decided)",
    r"un-?(sure|certain|decided|clear|determined)",
    r"idk|dunno|no (clear |real )?(idea|clue|notion|opinion)",
    r"(don'?t|do not|am not) (\w+ )?know(ing)?|(don'?t|do not) no if",
    r"(of|in) two minds|two people on|on the fence|jury'?s (\w+ )?out|torn|toss ?up",
    r"depends?|dependent|depending|hinges?|contingent|who knows|god knows|beats me|search me",
    r"(we|i)'?(ll| will| shall) see|remains to be seen|too early|premature|early days",
    r"(some|most|many) (days|weeks|mornings|years|times)\b.*\b(some|other|by|the next)",
    r"on \w+days? (yes|no)|yes \w+days?,? no|(yes|no) and (yes|no)|half (of me|and half)",
    r"says? yes\b.*\bsays? no|says? no\b.*\bsays? yes|part of me|back and (forth|fourth)",
    r"flip-? ?flop\w*|fifty[- ]fifty|50[-/ ]50|equipoise|equal parts|evenly (divided|split)",
    r"(haven'?t|have not|hasn'?t|has not|not|never|can'?t|cannot|couldn'?t) (\w+ )?"
    r"(decided?|made up|been able to decide|figured|settled?|tell|asked)",
    r"(hard|difficult|impossible|tough|tricky) to (say(?! anything)|tell|answer|know)",
    r"unable to say|could not say|couldn'?t say|cannot say with|only if|up in the air",
    r"(is|are|it's|still|currently|all) under review|under negotiation",
    r"still (thinking|deciding|figuring|weighing|waiting|working)",
    r"in doubt|mixed feelings",
    r"complicated|possibly not|perhaps|either way|a (little|bit) of (each|both)",
    r"six of one|keep changing|let me think|if \w+ (offers?|offered|asks?|asked)",
    r"ask me (again|later|after|in)|maybe (one|some)|waiting (on|for|to hear)|pending|tbd",
    r"insufficient data|no decision|^could be|^only (if|when)|^if (they|he|she|we|my \w+)",
)
_YES_AFTER_ALL = _any(
    rf"{_CANT} (say no|turn (it |that )?down|deny|rule (it|that) out)|scarcely deny|never say no",
    rf"no {_HURDLE}",
    r"without (a )?(doubt|question)|not a problem|no[- ]brainer|no reason (not|to think|they)",
    r"(do not|don'?t) see why not|why not|how could i not|fingers crossed,? yes",
    r"(do not|don'?t) (expect|foresee|see|anticipate) (any |a )?"
    r"(difficult\w*|problem|trouble|issue)s?",
    r"(can'?t|cannot) imagine it any other way|be lying if i said i did",
    r"hell yes|hell yeah|a yes|is yes|says? they'?ll (pay|cover)",
)
_NO_AFTER_ALL = _any(
    rf"{_CANT} say (yes|so|(that )?(i|it|we) (am|is|do|did|can|have|would|was)(?!n't))|not say yes",
    r"keep saying no",
    r"((do|would)n'?t|(do|would|can) not|never) (\w+ )?(think|believe|imagine|expect|suppose)"
    r" (so|they|it|i|that|we|my|the)",
    r"(likely|probably|possibly|certainly|definitely|absolutely|obviously|sure(ly)?|of course)"
    rf",? (not?(?! {_HURDLE})|nope|never)|hard pass",
    r"not (really|particularly|especially|at all|likely|my thing|for me|me)|far from it",
    r"(i|we|they) (believe|guess|suppose|think|hope|fear|expect) not|don'?t count on|ruled out",
    r"(i|i'd|would) (say|guess|think) (no|not)|honestly no|rather not|leaning no|so no|a no|is no",
    r"no (longer|chance|way|interest|desire|thanks|thank you|prospect|realistic)|unlikely",
    r"none of (the above|them|those|these)|(my|your) own money|pay(ing)? for it myself",
    r"doubt (it|that|they)|doubtful|not (a|the) (chance|hope|prayer|slightest)",
    r"(i'd|i would) (sooner|rather) (eat|die|quit|do a|be in)|when (pigs|hell)",
)
_OPENING = r"^(?:(?:oh|well|um|uh|so|honestly|shockingly|goodness|god|hell|lol),? )*"
_YES = re.compile(
    rf"{_OPENING}(y|ya|ya+s+|ye[sapi]*|yes+|yess+ir|yea+h*|yep+|yup+|aye|sure|absolutely|definitely"
    r"|totally|certainly|affirmative|of course|for sure|indeed|probably|100%?|s[ií]|oui|claro"
    r"|uh[- ]huh|mm+-?hmm*|very much so|(i'd|i would|i'll) say so"
    r"|think so|i (rather )?(think|guess|suppose|believe|should think|hope) so)\b"
    rf"(?!,? (no(?! {_HURDLE})|nope|nah|not(?! a problem)|never)\b)"
)
_NO = re.compile(
    rf"{_OPENING}(?!no cap|not (gonna|going to) lie|not to lie)(no+|nope+|nah+|na|naw|never|nay"
    r"|negative|not|hardly|doubt|doubtful|unlikely|zilch|zero|none|neither|i'?m not|i am not"
    r"|i don'?t|nein|niet)\b"
)
_TURN = _any("but|though|although|except|however|unless|if|because|bc|that'?s")
_DENIES = re.compile(r"\b(no|not)\b|n't")
_ASKS = re.compile(
    r"\?|^(what|which|who|how|when|where|why|is|are|does|do|can|could|should|would|will|tell|show"
    r"|explain|compare|list|give|define|go|start|stop|help)\b(?!'t)"
)
_EXPLAIN = _any(
    r"what (do|did|does|would) (you|u|it|that|this) mean|what('s| is| does|s) (that|this) mean",
    r"what counts as|why (do|are|would) (you|u) ask|why (does|is) (that|this) (matter|asked)",
    r"explain (the|this|that) question|define|what does \w+( \w+){0,3} mean",
    r"(do not|don'?t|not) (\w+ )?(get|understand|follow) (the|this|that|your) question|rephrase",
    r"(say|put) (that|it|this) (differently|(in )?(an)?other (words|way)|simpler)",
)
_WONDERS = _any(
    r"what (counts|is meant|you mean|you'd|you would|that means)|you mean by|follow"
    r"|understand (the|this|that|your) question|in other words"
)


_WITHDRAWN = re.compile(
    r"\b(?:never ?mind|(?:rather|prefer) not|no comment|pass on (?:this|that))\b"
    r"|\b(?:no|nope|nah|not really)\b.{0,12}\b(?:yes|yeah|yep)\b"
    r"|\b(?:yes|yeah|yep)\b,? (?:wait|but|actually|or),? no\b"
)
"""Taken back or turned around in the same breath: neither answer is meant surely."""


def asks(said: str) -> bool:
    """Tell whether a text is put as a question or an order."""
    return bool(_ASKS.search(said))


def explains(said: str) -> bool:
    """Tell whether a text asks what the question means."""
    return bool(_EXPLAIN.search(said))


def lean(said: str) -> str | None:
    """Tell `yes`, `no` or `unsure` from how it is said; None when nothing, or too much, tells."""
    if asks(said) or _WONDERS.search(said):
        return None
    if _WITHDRAWN.search(said):
        return "unsure"
    after_all = [
        name for name, cue in (("yes", _YES_AFTER_ALL), ("no", _NO_AFTER_ALL)) if cue.search(said)
    ]
    if _HEDGE.search(said):
        return None if after_all else "unsure"
    if after_all:
        return after_all[0] if len(after_all) == 1 else None
    turned = _TURN.search(said)
    if _YES.search(said) and not (turned and _DENIES.search(said)):
        return "yes"
    return "no" if _NO.search(said) and not turned else None
