"""Trouble with the store, said in one line that names the mend."""

from __future__ import annotations

import re

from redis.exceptions import (
    AskError,
    AuthenticationError,
    BusyLoadingError,
    ClusterDownError,
    MasterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TryAgainError,
)

from bot.errors import StoreError

# The client takes MASTERDOWN for a kind of CLUSTERDOWN, and MOVED for a kind of ASK.
OTHER_SERVER = (ReadOnlyError, BusyLoadingError, ClusterDownError, AskError, TryAgainError)
"""What a server says that is not, or not yet, the one to ask."""

_RIGHTS = (
    "+get +set +del +evalsha +script|load +incrby +zadd +zrangebyscore +zremrangebyscore "
    "+zremrangebyrank +sadd +expire +multi +exec +scan"
)
_REPLICA = "the server is a replica, which refuses writes; name the primary in REDIS_URL"
_ORPHAN = "the server is a replica without its primary; name the primary in REDIS_URL"
_CLUSTER = (
    "the server is a node of a Redis Cluster, which the guide can't use; name a Redis with "
    "cluster mode off in REDIS_URL"
)
_MENDS = {
    AuthenticationError: "Redis refused the password; mend it in REDIS_URL",
    ReadOnlyError: _REPLICA,
    MasterDownError: _ORPHAN,
    BusyLoadingError: "the server is still loading what it kept; its log says how far it is",
    ClusterDownError: _CLUSTER,
    AskError: _CLUSTER,
    TryAgainError: _CLUSTER,
    OutOfMemoryError: "the server's memory is full; raise its maxmemory",
}
_QUOTED = re.compile(r"Command # \d+ \(.*\) of pipeline caused error: ", re.DOTALL)
"""With this the client quotes what was to be kept, which can be what somebody wrote."""
_COMMAND = re.compile(r"permissions? to run the '([^']+)' command")
_MULTI = "no permissions to run the 'multi' command"
_KEYS = re.compile(r"permissions? to access (a key|one of the keys)")


def to_store_error(error: Exception) -> StoreError:
    """Say a client's error in one line."""
    for kind, mend in _MENDS.items():
        if isinstance(error, kind) or isinstance(error.__cause__, kind):
            return StoreError(mend)
    if isinstance(error, TimeoutError):
        return StoreError("the store did not answer in time")
    text = " ".join(_QUOTED.sub("", str(error)).split()) or "no reason"
    if isinstance(error, ResponseError):
        return StoreError(_refused(text))
    return StoreError(f"the store did not answer: {text}")


def _refused(text: str) -> str:
    # Inside a script, and after MULTI, the code of an error is lost, so its text decides.
    if _KEYS.search(text):
        what, right = "use our keys", "the keys of REDIS_NAMESPACE (~meded:* unless it is set)"
    elif command := _COMMAND.search(text.replace("EXEC without MULTI", _MULTI)):
        what, right = f"run {command[1]}", f"+{command[1]}"
    else:
        return f"the store refused: {text.partition(', with args')[0]}"  # keys name people
    return f"the user in REDIS_URL may not {what}; grant {right} (all that is needed: {_RIGHTS})"
