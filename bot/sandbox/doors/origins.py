"""Who may come in: programs, and the sandbox's own page. No page of another origin.

A browser lets any page that is open send requests to this machine, and open a channel on it. It
says where the page is from (Fetch standard, Origin; Fetch Metadata, Sec-Fetch-Site); programs say
nothing of it. A name that leads here by its owner's will (DNS rebinding) stands in Host.
"""

from aiohttp import web
from yarl import URL

from bot.sandbox.doors.answers import Handler, json_response

_LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")
# What a browser says of a page of ours, and of an address that a person typed.
_OWN_SITES = ("same-origin", "none")


@web.middleware
async def keep_out_foreign_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 421 to another host's name, and 403 to a page of another origin; whatever it asked for
    is not done."""
    host = request.headers.get("Host")
    if host is not None and not _is_local(host):
        return _refuse(request, 421, f"Host {host[:80]} given; accepted is 127.0.0.1 or localhost")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        accepted = f"accepted is http://{host}, or none"
        return _refuse(request, 403, f"Origin {origin[:80]} given; {accepted}")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in _OWN_SITES and not _follows_a_link(request):
        return _refuse(request, 403, f"Sec-Fetch-Site {site[:80]} given; accepted is same-origin")
    return await handler(request)


def _is_local(host: str) -> bool:
    try:
        return URL(f"http://{host}").host in _LOCAL_NAMES
    except ValueError:
        return False


def _follows_a_link(request: web.Request) -> bool:
    """Whether somebody came to the page by a link: it opens in a tab of its own, not in a frame."""
    return request.path == "/" and request.headers.get("Sec-Fetch-Dest") == "document"


def _refuse(request: web.Request, status: int, text: str) -> web.Response:
    if request.path.startswith("/sandbox/"):
        return json_response({"error": text}, status)
    return json_response({"ok": False, "error_code": status, "description": text}, status)
