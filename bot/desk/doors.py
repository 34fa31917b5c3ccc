"""Who may come in to which page: everything that is asked before a page is made.

In this order: a form comes from a page of ours (its origin), somebody has signed in (the cookie),
the form was drawn for them (its mark), and they may do that at this moment (their seat and roles,
by the question that the chat asks). Whatever is wrong is said in plain words, and nothing is done.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.desk import init_data
from bot.desk.routes import MOST_TYPED_BYTES, ROUTES, Route
from bot.desk.sessions import Session
from bot.desk.visits import AtHand, Visit, page
from bot.process.logs import describe
from bot.use_cases.admin import authority
from bot.views.admin.admins import lacks
from bot.views.language import _
from bot.views.rich_text import RichText
from lessons.errors import InvalidInput, LessonADayError

logger = logging.getLogger(__name__)

COOKIE = "desk"
MARK = "mark"
"""The field of every form that shows whose it is."""
_WHAT = "the desk"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With less, browsers would not say from where a form comes.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries."""


class Doors:
    """Lets people in to the pages; ``find_url`` tells the address at which they reach them."""

    def __init__(self, hand: AtHand, token: str, find_url: Callable[[], str]) -> None:
        self._hand = hand
        self._token = token
        self._find_url = find_url

    def add_to(self, app: web.Application) -> None:
        """Put every address into ``app``."""
        prefix = self._hand.prefix
        for route in ROUTES:
            app.router.add_route(route.method, prefix + route.path, self._behind(route))
        if prefix:
            app.router.add_get(prefix, self._add_slash)
        app.router.add_post(f"{prefix}/enter", self.enter)
        app.router.add_post(f"{prefix}/leave", self.leave)

    @web.middleware
    async def guard(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Answer whatever fails in plain words; nothing of what somebody wrote is logged."""
        try:
            answer = await handler(request)
        except web.HTTPRequestEntityTooLarge:
            answer = self._say(413, _("That is more than fits at once. Nothing was done."))
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
            answer = self._say(error.status, _("There is no such page."))
        except InvalidInput as error:
            answer = self._say(400, str(error))
        except LessonADayError:
            answer = self._say(503, _("This cannot be kept right now. Please try again."))
        except web.HTTPException as error:
            answer = self._say(error.status, _("That could not be read. Nothing was done."))
        except Exception as error:
            reference = secrets.token_hex(4)
            logger.error("%s: a page of the desk failed:\n%s", reference, describe(error))
            words = _("Something went wrong on our side. Please tell who runs this bot: {ref}")
            answer = self._say(500, words.format(ref=reference))
        answer.headers.update(HEADERS)
        return answer

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Sign in whom Telegram vouches for, if they have a seat."""
        form = await self._read(request, MOST_TYPED_BYTES)
        session = self._find_session(request)
        if not self._is_from_here(request) or session is None or not self._is_own(session, form):
            return self._refuse_form()
        given, now = form.get("init_data"), self._hand.real_now()
        found = init_data.find_person(given, self._token, now) if isinstance(given, str) else None
        if found is None:
            words = _("Telegram's word on who you are has lapsed, or is not for this bot.")
            return self._say(403, words, _("Close this page and open it from the chat again."))
        person_id, owner_ids = found.person_id, self._hand.owner_ids
        if not await self._hand.store.run(authority.find_roles, owner_ids, person_id):
            return await self._refuse_stranger(person_id)
        answer = web.Response(status=303, headers={"Location": f"{self._hand.prefix}/"})
        self._set_cookie(answer, self._hand.sessions.begin(person_id, now, found.name))
        return answer

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """End the session in this browser."""
        session, form = self._find_session(request), await self._read(request, MOST_TYPED_BYTES)
        if not self._is_from_here(request) or session is None or not self._is_own(session, form):
            return self._refuse_form()
        answer = self._say(200, _("You have left the desk."), _("The chat opens it again."))
        answer.del_cookie(COOKIE, path=self._hand.prefix or "/")
        return answer

    def _behind(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def opened(request: web.Request) -> web.StreamResponse:
            if route.method != "GET" and not self._is_from_here(request):
                return self._refuse_form()
            session = self._find_session(request)
            if session is None or not session.person_id:
                return await self._ask_to_sign_in(request, session)
            form: Mapping[str, Any] = {}
            if route.method != "GET":
                form = await self._read(request, route.most_bytes)
                if not self._is_own(session, form):
                    return self._refuse_form()
            return await self._let_in(route, request, session, form)

        return opened

    async def _let_in(
        self, route: Route, request: web.Request, session: Session, form: Mapping[str, Any]
    ) -> web.StreamResponse:
        hand, person_id = self._hand, session.person_id
        lack = await hand.store.run(
            authority.authorise, hand.owner_ids, person_id, route.capability
        )
        if lack is not None and not lack.has_seat:
            return await self._refuse_stranger(person_id)
        if lack is not None:
            return self._say(403, lacks(lack))
        roles = await hand.store.run_aside(authority.find_roles, hand.owner_ids, person_id)
        names = await hand.store.run_aside(authority.name_admins)
        name = names.get(person_id) or session.name or str(person_id)
        answer = await route.answer(Visit(hand, request, session, roles, name, form))
        if renewed := hand.sessions.renew(session, hand.real_now()):
            self._set_cookie(answer, renewed)
        return answer

    async def _ask_to_sign_in(
        self, request: web.Request, session: Session | None
    ) -> web.StreamResponse:
        """Say how the desk is opened; what was typed is shown again, so that it is not lost."""
        form = {} if request.method == "GET" else await self._read(request, MOST_TYPED_BYTES)
        typed = [value for value in form.values() if isinstance(value, str) and "\n" in value]
        hand = self._hand
        session = session or hand.sessions.begin(0, hand.real_now())
        is_door = request.method == "GET" and request.path == f"{hand.prefix}/"
        answer = page(
            hand,
            "enter.html",
            200 if is_door else 401,
            mark=hand.sessions.form_mark(session),
            is_door=is_door,
            typed=typed,
        )
        self._set_cookie(answer, session)
        return answer

    async def _refuse_stranger(self, person_id: int) -> web.Response:
        hand = self._hand
        await hand.store.run(authority.note_refusal, person_id, _WHAT, hand.now())
        words = _("You have no seat here, so there is nothing that you could open.")
        return self._say(403, words, _("An owner makes a link to one with /admins invite editor."))

    async def _add_slash(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=308, headers={"Location": f"{self._hand.prefix}/"})

    def _refuse_form(self) -> web.Response:
        words = _("That form is not one that this page drew for you, so nothing was done.")
        return self._say(403, words, _("Please open the page again and send it from there."))

    def _say(self, status: int, *sentences: str | RichText) -> web.Response:
        return page(self._hand, "said.html", status, sentences=sentences)

    def _is_from_here(self, request: web.Request) -> bool:
        """Whether a browser sent this from a page of ours: it says so with every form (Fetch
        standard, Origin)."""
        parts = urlsplit(self._find_url())
        return request.headers.get("Origin") == f"{parts.scheme}://{parts.netloc}"

    def _is_own(self, session: Session, form: Mapping[str, Any]) -> bool:
        return self._hand.sessions.is_own_form(session, form.get(MARK))

    def _find_session(self, request: web.Request) -> Session | None:
        cookie = request.cookies.get(COOKIE)
        return self._hand.sessions.read(cookie, self._hand.real_now()) if cookie else None

    def _set_cookie(self, answer: web.StreamResponse, session: Session) -> None:
        answer.set_cookie(
            COOKIE,
            self._hand.sessions.write(session),
            path=self._hand.prefix or "/",
            httponly=True,
            samesite="Strict",
            secure=self._find_url().startswith("https:"),
        )

    async def _read(self, request: web.Request, most_bytes: int) -> Mapping[str, Any]:
        """Return the form; raises ``HTTPRequestEntityTooLarge`` if it is longer than that, or does
        not say how long it is."""
        length = request.content_length
        if length is None or length > most_bytes:
            raise web.HTTPRequestEntityTooLarge(max_size=most_bytes, actual_size=length or 0)
        try:
            return await request.post()
        except ValueError:
            return {}
