"""Who may talk to the server: this machine's own pages and programs, by its own name."""

from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

NAMES = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {live}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def guard(port: Callable[[], int]) -> Middleware:
    """Return the middleware that refuses other hosts and other origins, on every route."""

    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = {f"{name}:{port()}" for name in NAMES}
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        if (
            request.headers.get("Host") not in hosts
            or (origin is not None and origin not in {f"http://{host}" for host in hosts})
            or site not in ("same-origin", "none")
        ):
            return web.json_response({"error": "other origins get no answer"}, status=403)
        try:
            return await handler(request)
        except web.HTTPException as answer:
            return web.json_response({"error": answer.reason}, status=answer.status)

    return refuse


def headers(port: int) -> dict[str, str]:
    """Return what every answer to a page carries."""
    # A policy cannot name an address in brackets; there 'self' has to do.
    live = " ".join(f"ws://{name}:{port}" for name in NAMES if "[" not in name)
    return {
        "Content-Security-Policy": POLICY.format(live=live),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
