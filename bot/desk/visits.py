"""What a page has at hand: the parts it calls, who looks at it, and how it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.desk.html import to_html
from bot.desk.sessions import Session, Sessions
from bot.desk.ways import Way, ways_of
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import reading
from bot.views import capabilities
from bot.views.language import _, ngettext
from bot.views.screen import Screen
from lessons.roles import Capability, Role, may

_TEMPLATES = Path(__file__).parent / "templates"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AtHand:
    """The parts that pages call; made once, at start-up.

    ``now`` is the application's clock, ``real_now`` the one that signing in goes by: a sandbox's
    clock jumps, and whoever sits before the page does not.
    """

    store: StoreThread
    library: LiveLibrary
    policy: AnnouncementPolicy
    owner_ids: frozenset[int]
    needs_second_person: bool
    review_grace: timedelta | None
    default_timezone: str
    now: Callable[[], datetime]
    real_now: Callable[[], datetime]
    find_deaf_seconds: Callable[[], float | None]
    write_to: Callable[[int, Screen], Awaitable[None]]
    """Write to somebody in the chat; who cannot be reached is not."""
    redraw: Callable[[int, int, Screen], Awaitable[None]]
    """Show something else in a message of the chat; one that cannot be changed stays."""
    forget_contents: Callable[[], None]
    """After a course has changed: let nothing leave as it was encoded before."""
    sessions: Sessions
    is_sandbox: bool
    prefix: str = ""
    kept: dict[type, object] = field(default_factory=dict)
    """What pages keep in memory between two visits, by its kind."""

    def keeping(self, kind: type[T]) -> T:
        """Return the one of that kind that is kept."""
        found = self.kept.setdefault(kind, kind())
        assert isinstance(found, kind)
        return found


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who may make it; ``form`` is what was sent with it."""

    hand: AtHand
    request: web.Request
    session: Session
    roles: frozenset[Role]
    name: str
    form: Mapping[str, Any]

    @property
    def person_id(self) -> int:
        """Whose it is, which is also the number of their chat with the bot."""
        return self.session.person_id

    @property
    def actor(self) -> Actor:
        """Return who works on a draft here."""
        return Actor(self.person_id, self.hand.owner_ids, self.hand.needs_second_person)

    @property
    def now(self) -> datetime:
        """Return the present instant by the application's clock."""
        return self.hand.now()

    async def timezone(self) -> str:
        """Return the zone in which this person is told times."""
        return await self.hand.store.run_aside(
            reading.get_timezone, self.person_id, self.hand.default_timezone
        )

    def may(self, capability: Capability) -> bool:
        """Whether this person may do that: what they may not is not offered."""
        return may(self.roles, capability)

    def named(self, part: str) -> str:
        """Return a part of the address."""
        return self.request.match_info[part]

    def number(self, part: str) -> int:
        """Return a part of the address that is a number."""
        return int(self.request.match_info[part])

    def text(self, name: str) -> str:
        """Return a field of the form, its line ends as everywhere else; empty where it is none."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def count(self, name: str) -> int:
        """Return a field of the form that is a number; 0, which counts nothing, for any other."""
        given = self.text(name)
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0

    def render(self, template: str, status: int = 200, **values: Any) -> web.Response:
        """Answer with a page."""
        mark = self.hand.sessions.form_mark(self.session)
        here = self.request.path.removeprefix(self.hand.prefix)
        return page(self.hand, template, status, visit=self, mark=mark, here=here, **values)

    def tell(self, screen: Screen, status: int = 200) -> web.Response:
        """Answer with a screen of the chat, and its ways on as far as they lead to pages."""
        return self.render("told.html", status, told=screen.text, those=self.offered(screen))

    def offered(self, screen: Screen) -> list[Way]:
        """Return the ways on from a screen of the chat, but for what this person may not do."""
        return ways_of(capabilities.without_refused(screen, self.roles))

    def hand_over(self, table: str, name: str) -> web.Response:
        """Answer with a file to be kept."""
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(text=table, content_type="text/csv", headers=headers)

    def go(self, path: str) -> web.Response:
        """Answer with the way to another page, so that to load it again does nothing again."""
        return web.Response(status=303, headers={"Location": self.hand.prefix + path})


def page(hand: AtHand, template: str, status: int = 200, **values: Any) -> web.Response:
    """Return a page for whoever it is."""
    known = {
        "visit": None,
        "mark": "",
        "here": "",
        "is_sandbox": hand.is_sandbox,
        "prefix": hand.prefix,
        "pages": (
            ("/", _("Courses")),
            ("/calendar", _("Calendar")),
            ("/people", _("People")),
            ("/log", _("Log")),
        ),
    }
    text = _templates().get_template(template).render({**known, **values})
    return web.Response(text=text, status=status, content_type="text/html")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update({"_": _, "ngettext": ngettext, "Capability": Capability})
    made.filters["rich"] = to_html
    return made
