"""What an institution has filled in, in a browser: under an answer, and gone once it is stale."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = date.today()  # noqa: DTZ011 - the day that the demo goes by


def write(path: Path, last: date) -> None:
    """Fill in an academy that is shown up to a day."""
    path.write_text(
        "options:\n  teaching_academy:\n    - name: Academy of Educators\n"
        "      link: https://academy.hospital.example/join?a=1&b=2\n"
        "      contact: Dana & Lee, x < 5\n"
        f"      checked_on: 2026-05-04\n      valid_until: {last}\n",
        encoding="utf-8",
    )


@pytest.fixture
def demo_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("bot.local_facts.EVERY_SECONDS", 0)
    write(tmp_path / "local.yaml", TODAY + timedelta(days=30))
    return Settings(var_dir=tmp_path / "var", log_level="WARNING", local=tmp_path / "local.yaml")


async def test_a_local_fact_stands_under_an_answer_and_vanishes_when_it_is_stale(
    window: Window, demo_settings: Settings
) -> None:
    shown = window.log.get_by_text("From your institution: Teaching academy (checked in May 2026)")
    await window.say("how long is a teaching academy?")
    await window.sees("The document gives no length for a teaching academy.")
    await expect(shown).to_have_count(1)
    await window.sees("Contact: Dana & Lee, x < 5")
    link = window.log.get_by_role("link", name="More at academy.hospital.example")
    await expect(link).to_have_attribute("href", "https://academy.hospital.example/join?a=1&b=2")
    await window.say("what does my hospital offer")
    await window.sees("Teaching academy: Academy of Educators")
    await window.sees("Checked in May 2026")

    assert demo_settings.local
    write(demo_settings.local, TODAY - timedelta(days=1))
    await window.say("how long is a teaching academy?")
    await window.say("what does my hospital offer")
    await window.sees("Your institution hasn't filled in what it offers.")
    await expect(shown).to_have_count(1)  # that of before
