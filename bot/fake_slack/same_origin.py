"""Who may talk to the server: this machine's own pages and programs, by its own name."""

from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

NAMES = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
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
            answer = await handler(request)
        except web.HTTPException as error:
            answer = web.json_response({"error": error.reason}, status=error.status)
        answer.headers.update(_headers(request.host))
        return answer

    return refuse


def _headers(host: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY.format(host=host),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
