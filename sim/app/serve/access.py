"""Who may talk to the server: pages of its own, and from other machines whoever knows the token.

A page of another site open in the same browser can send requests to 127.0.0.1 too, so the server asks for its own
name (Host) and refuses what another site's page sends (Origin).  The token is asked for on every request and every
websocket, in the address once and then in a cookie.
"""

from __future__ import annotations

import hmac
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sim.words.catalogue import LANGUAGES, say_in

COOKIE = "fuhua-token"
PARAMETER = "token"
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "content-security-policy": "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class AccessGuard:
    """An ASGI application in front of another; without a token only this machine's own name is answered."""

    def __init__(self, app: Any, token: str | None):
        self.app, self.token = app, token

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if not self.from_own_page(headers):
            return await refuse_request(scope, send, "serve_not_this_page")
        if self.token is None:
            return await self.app(scope, receive, add_security_headers(send))
        if self.is_token(dict(query).get(PARAMETER, "")) and scope["type"] == "http":
            return await keep_token(scope, send, self.token, query)
        if not self.is_token(token_cookie(headers)):
            return await refuse_request(scope, send, "serve_no_token")
        return await self.app(scope, receive, add_security_headers(send))

    def from_own_page(self, headers: dict[str, str]) -> bool:
        """Whether a request names this server, and comes from no other site's page."""
        host, origin = headers.get("host", ""), headers.get("origin")
        named = self.token is not None or urlsplit(f"//{host}").hostname in HERE
        return named and (origin is None or urlsplit(origin).netloc == host)

    def is_token(self, given: str) -> bool:
        """Whether this is the token; the time it takes does not tell how much of it was right."""
        return hmac.compare_digest(given.encode(), str(self.token).encode())


def token_cookie(headers: dict[str, str]) -> str:
    """The token a browser kept."""
    kept = SimpleCookie()
    kept.load(headers.get("cookie", ""))
    return kept[COOKIE].value if COOKIE in kept else ""


async def keep_token(scope: Any, send: Any, token: str, query: list[tuple[str, str]]) -> None:
    """Have the browser keep the token, and take it out of the address."""
    rest = urlencode([pair for pair in query if pair[0] != PARAMETER])
    path = "/" + scope["path"].lstrip("/")  # never another site's //name
    await send(
        {
            "type": "http.response.start",
            "status": 303,
            "headers": [
                (b"location", (path + (f"?{rest}" if rest else "")).encode("ascii", "ignore")),
                (b"set-cookie", f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/".encode()),
            ],
        }
    )
    await send({"type": "http.response.body"})


async def refuse_request(scope: Any, send: Any, why: str) -> None:
    """Tell why nothing is shown, in every language: who was not let in has chosen none."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send(
        {
            "type": "http.response.body",
            "body": "\n".join(say_in(name, why) for name in LANGUAGES).encode(),
        }
    )


def add_security_headers(send: Any) -> Any:
    """Answers that tell the browser to load nothing from elsewhere."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", []), *own]}
        await send(message)

    return sending
