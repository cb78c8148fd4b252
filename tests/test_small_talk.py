"""Turns of phrase that must be known, and those that only look like them."""

from __future__ import annotations

import pytest

from flows.language.small_talk import is_slip, is_small_talk, is_withdrawn, small_talk


@pytest.mark.parametrize(
    "text",
    [
        "sorry, I meant no",
        "I meant to press yes",
        "I didn't mean yes",
        "i didn't mean to press yes",
        "hit yes but meant no",
        "yes should have been no",
        "I did not mean to say no",
        "i did not mean that",
        "that was a typo, no",
        "changed my mind, no",
        "my first answer should be no",
        "that's not what I said",
        "no that's wrong",
        "oops",
        "wrong button",
        "pressed the wrong one",
        "I clicked that by mistake",
        "scratch that",
        "misclicked, sorry",
    ],
)
def test_a_slip_is_known(text: str) -> None:
    assert is_slip(text)


@pytest.mark.parametrize(
    "text",
    [
        "I mean, yes, I want to be a PD",
        "I mean to be a dean",
        "I meant to be a dean once",
        "By accident I became clerkship director, so yes",
        "I'm afraid of making the wrong choice",
        "I don't want to make the wrong choice",
        "no",
        "no, that won't happen",
        "what went wrong with your project",
    ],
)
def test_what_only_looks_like_a_slip_is_none(text: str) -> None:
    assert not is_slip(text)


@pytest.mark.parametrize(
    "text", ["never mind", "no thanks", "forget it", "Don't send", "actually no", "no need then"]
)
def test_a_draft_is_withdrawn_in_plain_words(text: str) -> None:
    assert is_withdrawn(text)


@pytest.mark.parametrize(
    "text", ["nobody told me who decides", "don't send me to a fellowship?", "no need for a thesis"]
)
def test_a_draft_that_begins_alike_is_kept(text: str) -> None:
    assert not is_withdrawn(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("thx, that helped", "thanks"),
        ("ok bye", "goodbye"),
        ("hello there", "hello"),
        ("hi, how are you?", "how_are_you"),
        ("what is a fellowship", None),
    ],
)
def test_small_talk_has_its_line(text: str, line: str | None) -> None:
    assert small_talk(text) == line


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("brb", "pause"),
        ("one sec, getting paged", "pause"),
        ("un momento por favor", "pause"),
        ("sandali lang po", "pause"),
        ("ok thanks bye", "goodbye"),
        ("Thank you so much!", "thanks"),
        ("muchas gracias", "thanks"),
        ("Vielen Dank", "thanks"),
        ("dziękuję", "thanks"),
        ("bahut shukriya", "thanks"),
        ("спасибо большое", "thanks"),
        ("谢谢", "thanks"),
        ("ありがとうございます", "thanks"),
        ("감사합니다", "thanks"),
        ("شكرا", "thanks"),
        ("hola, ¿qué tal?", "how_are_you"),
        ("kumusta ka", "how_are_you"),
        ("nice bot", "compliment"),
        ("you're so helpful", "compliment"),
        ("never mind", "never_mind"),
        ("tant pis, laisse tomber", None),
        ("sorry, wrong chat", "sorry"),
        ("oops wrong window sorry", "sorry"),
        ("sorry, my cat walked on the keyboard", "sorry"),
        ("my two year old grabbed my phone", "sorry"),
        ("lol", "laughing"),
        ("😂😂", "laughing"),
        ("bom dia", "hello"),
        ("ok cool", "understood"),
        ("ah ok, got it", "understood"),
        ("alles klar", "understood"),
    ],
)
def test_a_line_of_small_talk_alone_is_known(text: str, kind: str | None) -> None:
    assert is_small_talk(text) is (kind is not None)
    assert kind is None or small_talk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "ok thanks, how long is a fellowship?",
        "hi, should I do a master's?",
        "yes",
        "no thanks",
        "ok so what does it cost",
        "great, and the cost?",
        "sorry, I meant no",
        "I appreciate teaching",
        "wait, what is a capstone",
        "and now",
        "good programs",
        "",
    ],
)
def test_what_says_more_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)
