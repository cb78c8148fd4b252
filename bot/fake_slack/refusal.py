"""How Slack refuses a call."""

from bot.fake_slack.block_kit import Violation


class RefusedError(Exception):
    """An answer with ok: false; its text is Slack's error code."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.answer = {"ok": False, "error": code, **extra}


def invalid(code: str, *found: Violation) -> RefusedError:
    """Return the refusal that points at each violation."""
    told = [str(violation) for violation in found]
    messages = [f"[ERROR] {words}" for words in told]
    return RefusedError(code, errors=told, response_metadata={"messages": messages})
