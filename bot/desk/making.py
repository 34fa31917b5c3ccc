"""Makes the desk, where one is asked for."""

from collections.abc import Awaitable, Callable

from bot.api.webhook.keys import desk_key
from bot.desk.server import USUAL_ADDRESS, Desk, prefix_of
from bot.desk.sessions import Sessions
from bot.desk.visits import AtHand
from bot.process.clock import Clock, real_now
from bot.process.store_thread import StoreThread
from bot.settings import Settings
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.library import LiveLibrary
from bot.views.screen import Screen


def make_desk(
    settings: Settings,
    token: str,
    store: StoreThread,
    library: LiveLibrary,
    policy: AnnouncementPolicy,
    clock: Clock,
    *,
    write_to: Callable[[int, Screen], Awaitable[None]],
    redraw: Callable[[int, int, Screen], Awaitable[None]],
    find_deaf_seconds: Callable[[], float | None],
    forget_contents: Callable[[], None],
    is_sandbox: bool,
) -> Desk | None:
    """Return the desk, which listens once it is started; ``None`` where there is to be none."""
    url = settings.desk_url
    if url is None and settings.desk_listen is None:
        return None
    hand = AtHand(
        store=store,
        library=library,
        policy=policy,
        owner_ids=settings.admin_ids,
        needs_second_person=settings.second_person == "on",
        review_grace=settings.review_grace,
        default_timezone=settings.default_timezone,
        now=clock.now,
        real_now=real_now if is_sandbox else clock.now,
        write_to=write_to,
        redraw=redraw,
        find_deaf_seconds=find_deaf_seconds,
        forget_contents=forget_contents,
        sessions=Sessions(desk_key(token)),
        is_sandbox=is_sandbox,
        prefix=prefix_of(url),
    )
    return Desk(settings.desk_listen or USUAL_ADDRESS, url, hand, token)
