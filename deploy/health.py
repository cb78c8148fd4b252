#!/usr/bin/env python3
"""Whether a container's guide is healthy: its store answers and, over HTTP, its port."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing

from bot.errors import OperatorError
from bot.settings import Settings, read_settings
from bot.store.connection import Store


async def look(settings: Settings) -> None:
    """Raise `OperatorError` or `OSError` for the first thing that is wrong."""
    if settings.slack_app_token is None:
        _, writer = await asyncio.open_connection("127.0.0.1", settings.port)
        with closing(writer):
            pass
    if settings.redis_url is None:
        return  # the embedded store lives and dies with the guide that started it
    store = await Store.open(settings)
    try:
        await store.check()
    finally:
        await store.close()


def main() -> int:
    """Say what is wrong in one line; returns the exit status."""
    try:
        asyncio.run(look(read_settings()))
    except (OperatorError, OSError) as error:
        sys.stderr.write(f"unhealthy: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
