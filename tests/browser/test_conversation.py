"""The whole thing, in a browser: what somebody sees, presses and types."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.conftest import window_at
from tests.browser.window import named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Browser

    from tests.browser.conftest import Demo
    from tests.browser.window import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

YES = ("Yes, either one", "Yes, one of these", "Yes, either")
NO = ("No, neither", "No", "No")
SECOND, THIRD = "Do you see yourself aiming for", "Can you get money or protected time"


@pytest.mark.parametrize(
    ("presses", "verdict"),
    [
        ((NO[0],), "You almost certainly don't need a master's."),
        ((YES[0], NO[1]), "Consider smaller, focused training"),
        ((YES[0], YES[1], NO[2]), "Only with a very clear"),
        ((YES[0], YES[1], YES[2]), "Likely worthwhile"),
    ],
)
async def test_presses_lead_to_every_outcome(
    window: Window, presses: tuple[str, ...], verdict: str
) -> None:
    await window.press("Start")
    await window.answers(*presses)
    await window.sees(verdict)


async def test_a_question_in_the_middle_is_answered_and_the_open_one_asked_again(
    window: Window,
) -> None:
    await window.press("Start")
    await window.press(YES[0])
    await window.sees(SECOND)
    await window.say("how much does it cost")
    await window.sees("$15,000–$50,000+")
    await window.sees("Back to your question")
    await window.offers(YES[1])
    await window.say("yes")
    await window.sees("I read that as “Yes, one of these”")
    await window.sees(THIRD)


async def test_not_sure_shows_where_answers_lead_and_changes_nothing(window: Window) -> None:
    await window.press("Start")
    await window.press("Not sure")
    await window.sees("Where each answer leads")
    await window.sees("You almost certainly don't need a master's.")
    await window.press(YES[0])
    await window.sees(SECOND)


async def test_what_is_supposed_is_marked_and_one_press_leads_back(window: Window) -> None:
    await window.press("Start")
    await window.press("Not sure")
    await window.press("Suppose no")
    await window.sees("Only supposed: “No, neither” to “Main identity”.")
    await window.sees("You almost certainly don't need a master's.")
    await window.press("Back to your question")
    await window.answers(*YES)
    await window.sees("Likely worthwhile")
    answer = window.page.get_by_role("article").last
    result = await answer.inner_text()
    await window.press("What would change it")
    await window.press("What if Funding or time: No?")
    await window.sees("Only supposed: “No” to “Funding or time”.")
    await window.press("Back to the result")
    await window.offers("Change", 3)
    assert await answer.inner_text() == result


async def test_change_keeps_the_later_answers(window: Window) -> None:
    await window.press("Start")
    await window.answers(YES[0], YES[1], NO[2])
    await window.sees("Only with a very clear")
    await window.page.get_by_role("button", name="Change: Main identity").click()
    await window.sees("You had said “Yes, either one”.")
    await window.press(YES[0])
    await window.sees("Only with a very clear")
    await window.offers("Change", 3)


async def test_a_typed_back_takes_the_last_answer_back(window: Window) -> None:
    await window.press("Start")
    await window.press(YES[0])
    await window.sees(SECOND)
    await window.say("back")
    await window.offers(YES[0])
    await window.offers("Change", 0)


async def test_two_windows_show_the_same(
    open_window: Callable[[], Awaitable[Window]],
) -> None:
    one, two = await open_window(), await open_window()
    await one.press("Start")
    await two.offers(YES[0])
    await one.press(YES[0])
    await two.press(YES[1])
    await one.sees(THIRD)
    await two.sees(THIRD)


async def test_an_old_button_shows_where_you_are(window: Window) -> None:
    await window.press("Start")
    await window.offers(YES[0])
    await window.go("our-department")
    await window.say("/meded")
    await window.offers("Resume")
    await window.go("MedEd Advisor")
    await window.answers(YES[0], NO[1])
    await window.sees("Consider smaller")
    await window.go("our-department")
    await window.press("Start over")
    await window.sees("Sent to your DM")
    await window.go("MedEd Advisor")
    await window.sees("This is an older card. Here is where you are.")
    await window.sees("Consider smaller")


async def test_the_program_restarted_in_the_middle_goes_on(browser: Browser, program: Demo) -> None:
    async with window_at(browser, program.url) as window:
        await window.press("Start")
        await window.press(YES[0])
        await window.sees(SECOND)
        await program.stop()
        await program.start(int(program.url.rstrip("/").rpartition(":")[2]))
        await window.page.reload()
        await window.press("Resume")
        await window.sees(SECOND)


async def test_a_mention_is_answered_in_the_thread_and_the_flow_offered_in_private(
    window: Window,
) -> None:
    await window.go("our-department")
    await window.say("@MedEd Advisor what are red flags in a program?")
    await expect(window.page.get_by_text("1 reply")).to_be_visible()
    await window.page.get_by_text("1 reply").click()
    await expect(window.page.get_by_text("Red flags").last).to_be_visible()
    await expect(window.page.get_by_text("Only visible to you").first).to_be_visible()


async def test_an_empty_box_offers_an_example_that_is_answered(window: Window) -> None:
    example = window.page.get_by_role("button", name="Try: ")
    line = (await example.inner_text()).removeprefix("Try: ")
    await example.click()
    await expect(window.page.get_by_role("article", name="Rosa Rivera")).to_contain_text(line)
    await expect(window.log.get_by_role("heading", name=line)).to_be_visible()
    await expect(example).to_be_visible()
    box = window.page.get_by_role("textbox", name="Message MedEd Advisor")
    await box.fill("something else")
    await expect(example).to_be_hidden()


async def test_a_press_at_home_says_where_it_is_answered(window: Window) -> None:
    await window.offers("Start")
    await window.page.get_by_role("link", name="App Home").click()
    await window.press("Start")
    await expect(window.page.get_by_text("has answered in Messages")).to_be_visible()
    await window.page.get_by_role("link", name="Messages 1 new").click()
    await window.offers("Yes, either one")
    await expect(window.page.get_by_role("link", name="Messages", exact=True)).to_be_visible()


async def test_a_press_in_a_channel_leads_to_what_answers_it(window: Window) -> None:
    await window.go("our-department")
    await window.say("@MedEd Advisor what are red flags in a program?")
    await window.page.get_by_text("1 reply").click()
    thread = window.page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("button", name="More: Red flags in a program").click()
    answer = thread.get_by_role("article", name="only visible to you: Red flags in a program")
    await expect(answer.get_by_role("heading").first).to_be_focused()


async def test_an_ephemeral_answer_hands_over_to_the_direct_messages(window: Window) -> None:
    await window.go("our-department")
    await window.say("/meded")
    await expect(window.page.get_by_text("Only visible to you").first).to_be_visible()
    await window.press("Start")
    await window.sees("Sent to your DM")
    await window.page.get_by_role("link", name="Open it").click()
    await window.offers(YES[0])


async def test_a_press_shows_its_effect_at_once(
    window: Window, record_property: Callable[[str, object], None]
) -> None:
    await window.press("Start")
    await window.offers(YES[0])
    median, rounds = await _median_press(window), 1
    while median >= 100 and rounds < 4:  # what else the machine does slows some; ours shows in all
        median, rounds = await _median_press(window), rounds + 1
    record_property("press_median_ms", round(median))
    sys.stdout.write(f"a press shows its effect in {median:.0f} ms (median of 50)\n")
    assert median < 100


async def _median_press(window: Window) -> float:
    """Press 50 times; how long the effect takes to show, in ms."""
    took = []
    for number in range(50):
        name, text = (YES[0], SECOND) if number % 2 == 0 else ("Change", "You had said")
        start = time.perf_counter()
        await window.page.get_by_role("button", name=named(name)).last.click()
        await window.log.get_by_text(text).last.wait_for()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


async def test_scrolling_through_500_messages_blocks_nothing(window: Window) -> None:
    await window.page.evaluate(
        """async () => {
            const me = new URLSearchParams(location.search).get('as') || 'U0RESIDENT';
            const send = i => fetch('/workspace/send', {method: 'POST',
                headers: {'content-type': 'application/json'},
                body: JSON.stringify({as: me, channel: 'C0PEDIATRIC', text: `line ${i}`})});
            for (let i = 0; i < 500; i += 5)
                await Promise.all([0, 1, 2, 3, 4].map(more => send(i + more)));
        }"""
    )
    await window.go("shared-department")
    await window.sees("line 499")
    # What else this machine does can hold up one round; what the page does, holds up each.
    rounds = [await _long_tasks_while_scrolling(window)]
    while rounds[-1] and len(rounds) < 4:
        rounds.append(await _long_tasks_while_scrolling(window))
    assert rounds[-1] == [], rounds


async def _long_tasks_while_scrolling(window: Window) -> list[int]:
    """Scroll up and down; the tasks over 50 ms meanwhile, in ms."""
    found: list[int] = await window.page.evaluate(
        """async () => {
            const seen = [];
            const watch = new PerformanceObserver(list => seen.push(...list.getEntries()));
            watch.observe({type: 'longtask'});
            const log = document.querySelector('[role=log]');
            let box = log;
            while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
            for (let i = 0; i < 60; i++) {
                box.scrollTop = box.scrollHeight * Math.abs(Math.sin(i / 8));
                await new Promise(requestAnimationFrame);
            }
            watch.disconnect();
            return seen.map(task => Math.round(task.duration)).filter(took => took > 50);
        }"""
    )
    return found
