"""Who may talk to the server: pages of its own, and from other machines whoever knows the token.

A page of another site open in the same browser can send requests to 127.0.0.1 too, so the server
asks for its own name (Host) and refuses what another site's page sends (Origin).  The token is
asked for on every request and every websocket, in the address once and then in a cookie.
"""

import hmac
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

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
    """An ASGI application in front of another; without a token only this machine's own name is
    answered.
    """

    def __init__(self, app: ASGIApp, token: str | None):
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if not self.from_own_page(asked.headers):
            answer = refusal(asked, "serve_not_this_page")
        elif self.is_token(asked.query_params.get(PARAMETER, "")) and scope["type"] == "http":
            answer = redirect_with_cookie(asked)
        elif self.token is None or self.is_token(asked.cookies.get(COOKIE, "")):
            answer, send = self.app, add_security_headers(send)
        else:
            answer = refusal(asked, "serve_no_token")
        await answer(scope, receive, send)

    def from_own_page(self, headers: Mapping[str, str]) -> bool:
        """Whether a request names this server, and comes from no other site's page."""
        host, origin = headers.get("host", ""), headers.get("origin")
        named = self.token is not None or urlsplit(f"//{host}").hostname in HERE
        return named and (origin is None or urlsplit(origin).netloc == host)

    def is_token(self, given: str) -> bool:
        """Whether this is the token; the time it takes does not tell how much of it was right."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())


def redirect_with_cookie(asked: HTTPConnection) -> ASGIApp:
    """Has the browser keep the token that it was right about, and takes it out of the address."""
    query = asked.query_params
    rest = urlencode([pair for pair in query.multi_items() if pair[0] != PARAMETER])
    path = "/" + asked.scope["path"].lstrip("/")  # never another site's //name
    cookie = f"{COOKIE}={query[PARAMETER]}; HttpOnly; SameSite=Strict; Path=/"
    return RedirectResponse(path + (f"?{rest}" if rest else ""), 303, {"set-cookie": cookie})


def refusal(asked: HTTPConnection, why: str) -> ASGIApp:
    """Tells why nothing is shown, in every language: who was not let in has chosen none."""
    if asked.scope["type"] == "websocket":
        return WebSocketClose(1008)
    return PlainTextResponse("\n".join(say_in(name, why) for name in LANGUAGES), 403)


def add_security_headers(send: Send) -> Send:
    """Answers that tell the browser to load nothing from elsewhere."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", []), *own]}
        await send(message)

    return sending
