"""In Slack: tidying comes late, and takes nothing away that somebody has in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.fake_slack.people import BOT_USER
from bot.slack.history import History
from bot.slack.send_queue import SendQueue
from tests.slack_user import SlackUser, labels, screen

if TYPE_CHECKING:
    from bot.fake_slack import Workspace

FIRST, SECOND = "main academic identity", "program director, clerkship director"
RECEIPT, YES = "Not ours to delete", "Yes, either one"


def settle(slack: Workspace) -> None:
    """Take note that what was refused was meant to be."""
    slack.calls[:] = [call for call in slack.calls if call.answer["ok"]]


async def forget(rosa: SlackUser) -> dict[str, Any]:
    await rosa.write("forget me")
    await rosa.sees("Delete everything")
    await rosa.press("Yes, forget me")
    return await rosa.sees(RECEIPT)


async def test_a_question_that_was_limited_on_its_way_to_history_keeps_a_newer_answer(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    old = await rosa.sees(FIRST)
    slack.failures.rate_limit("chat.update", 1, retry_after=1)
    await rosa.write("start")  # the question is posted below, and the old one is to be retired
    await slack.wait_for(lambda: any(call.status == 429 for call in slack.calls))
    await rosa.press(YES, message=old)
    assert (await rosa.sees(SECOND))["ts"] == old["ts"]
    await slack.wait_for(lambda: len(rosa.said()) == 2)
    await rosa.barrier()
    assert SECOND in screen(rosa.said()[0])
    assert YES not in labels(rosa.said()[0])
    settle(slack)


async def test_what_was_begun_from_the_receipt_stays_though_some_messages_could_not_go(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    await rosa.sees(FIRST)
    slack.failures.slow("chat.delete", 5.0)
    slack.failures.refuse("chat.delete", "cant_delete_message")
    receipt = await forget(rosa)

    def shown() -> list[dict[str, Any]]:
        return [message for message in rosa.said() if message["ts"] == receipt["ts"]]

    await slack.wait_for(lambda: "chat.delete" in slack.failures.held)
    await rosa.press("Start", message=receipt)
    await slack.wait_for(lambda: [m for m in rosa.said() if YES in labels(m)][-1:] == shown())
    await rosa.press(YES, message=shown()[0])
    await rosa.sees(SECOND)
    slack.failures.slow("chat.delete", 0)
    slack.move_clock(5.0)
    await rosa.sees("could not be removed")
    assert SECOND in screen(shown()[0])
    settle(slack)


async def test_an_old_message_that_is_pressed_again_is_not_deleted(
    slack: Workspace, rosa: SlackUser
) -> None:
    await rosa.write("start")
    old = await rosa.sees(FIRST)
    slack.failures.slow("conversations.history", 5.0)
    receipt = await forget(rosa)
    await slack.wait_for(lambda: "conversations.history" in slack.failures.held)
    await rosa.press(YES, message=old)
    await rosa.sees(SECOND)
    slack.failures.slow("conversations.history", 0)
    slack.move_clock(10.0)
    kept = [old["ts"], receipt["ts"]]
    await slack.wait_for(
        lambda: [m["ts"] for m in slack.messages(rosa.dm) if m["user"] == BOT_USER] == kept
    )


async def test_what_is_queued_while_the_end_is_awaited_is_still_done() -> None:
    done: list[str] = []

    async def report(error: Exception) -> None:
        raise AssertionError from error

    async def clear() -> None:
        done.append("cleared")

    async def deliver() -> None:
        done.append("said")
        History(queue, BOT_USER).later("D1", clear())

    queue = SendQueue(report)
    queue.add("D1", deliver())
    assert await queue.drain(5) == 0
    assert done == ["said", "cleared"]
