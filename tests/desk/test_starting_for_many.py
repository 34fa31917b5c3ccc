"""A course that begins for many from the desk: by the chat's own questions, counts and undo."""

from tests.support.conversation import Chat, World
from tests.support.desk import Page, Seat, seat_of
from tests.support.desk_articles import ARTICLE

COURSE = "l5-s1-and-headaches"


async def confirmed(desk: Seat, asked: Page) -> Page:
    """Press Confirm as it is drawn."""
    way = asked.html.partition("/confirm")[0].rpartition('"')[2]
    return await desk.sends(
        f"{way}/confirm", version=asked.field("version"), shown=asked.field("shown")
    )


async def start_instead(desk: Seat, number: int) -> Page:
    """Ask for the second course in the place of what people are in."""
    asked = await desk.sends("/courses/sleep-backs/start")
    assert asked.path == f"/offers/{number}"
    version = asked.field("version")
    return await desk.sends(f"/offers/{number}/meeting", version=version, meeting="instead")


async def publish(desk: Seat, root: Chat) -> None:
    """Have a second course that people get."""
    await root.sends("article.md", ARTICLE, "/import")
    await root.presses("Make a draft")
    await desk.opens("/drafts/sleep-backs/about")
    source = {"c-source": "https://example.org/sleep", "seen-c-source": ""}
    await desk.sends("/drafts/sleep-backs/parts", lesson_id="", **source)
    page = await desk.opens("/drafts/sleep-backs")
    await desk.sends("/drafts/sleep-backs/approve-many", version=page.field("version"))
    page = await desk.opens("/drafts/sleep-backs/publish")
    done = await desk.sends("/drafts/sleep-backs/publish", version=page.field("version"))
    assert "Published as revision 1." in done.words, done.words
    assert "Start it for people" in done.words


async def test_a_course_begins_for_everybody_tomorrow_at_nine_on_their_own_clock(
    world: World, desk: Seat, root: Chat
) -> None:
    ada, ben = world.chat("ada"), world.chat("ben")
    await ada.joins(city="Berlin")
    await ben.joins(city="Auckland")
    await root.says("/start")
    await publish(desk, root)
    asked = await desk.sends("/courses/sleep-backs/start")
    assert asked.path == "/offers/1"
    assert "Start this course?" in asked.words
    assert "What becomes of those who are in another course?" in asked.words
    chosen = await desk.sends(
        "/offers/1/meeting", version=asked.field("version"), meeting="instead"
    )
    stale = await desk.sends("/offers/1/meeting", version=asked.field("version"), meeting="after")
    assert stale.status == 409
    done = await confirmed(desk, chosen)
    assert done.path == "/announcements/1"
    assert "Scheduled as number 1." in done.words
    assert "Undo: send nothing" in done.words
    await world.advance_days(2)
    for person, zone in ((ada, "Europe/Berlin"), (ben, "Pacific/Auckland")):
        [begun] = [at for place, at in await person.lessons(zone) if place == "Lesson 1 of 2"]
        assert begun.hour == 9, zone


async def test_it_is_undone_at_once_and_called_off_and_brought_back_later(
    world: World, desk: Seat, root: Chat
) -> None:
    await world.chat("ada").joins()
    await root.says("/start")
    await publish(desk, root)
    done = await confirmed(desk, await start_instead(desk, 1))
    nothing = await desk.sends("/announcements/1/call-off", version=done.field("version"))
    assert "Nothing will be sent." in nothing.words
    await confirmed(desk, await start_instead(desk, 2))
    await world.advance(advance_seconds=120)
    question = await desk.opens("/announcements/2/call-off")
    off = await desk.sends("/announcements/2/call-off", version=question.field("version"))
    assert "Undo" in off.words
    back = await desk.sends("/announcements/2/bring-back", version=off.field("version"))
    assert back.path == "/announcements/2"
    assert "Scheduled as number 2." in back.words
    question = await desk.opens("/announcements/2/call-off")
    off = await desk.sends("/announcements/2/call-off", version=question.field("version"))
    await world.advance(advance_seconds=61)
    late = await desk.sends("/announcements/2/bring-back", version=off.field("version"))
    assert late.status == 409


async def test_whoever_scheduled_it_hears_who_called_it_off(
    world: World, root: Chat, ben: Chat
) -> None:
    await root.says("/start")
    await ben.says("/start")
    await root.gives_seat(ben, "sender")
    await world.chat("ada").joins()
    await root.says("/schedule We are closed. in 3d")
    await root.presses("Confirm")
    await world.advance(advance_seconds=120)
    await root.reads()
    async with seat_of(world, "ben") as seat:
        opened = await seat.opens("/announcements/1")
        assert "We are closed." in opened.words
        asked = await seat.opens("/announcements/1/call-off")
        off = await seat.sends("/announcements/1/call-off", version=asked.field("version"))
        assert off.status == 200, off.words
    heard = await root.reads()
    assert "Ben canceled number 1, which you scheduled: We are closed." in heard
    assert "EDIT" in heard, "and the message that follows it says so"


async def test_an_offer_of_somebody_else_is_not_confirmed(
    world: World, desk: Seat, root: Chat, ben: Chat
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben, "sender")
    await publish(desk, root)
    asked = await desk.sends("/courses/sleep-backs/start")
    async with seat_of(world, "ben") as seat:
        await seat.opens("/")
        assert (await seat.opens("/offers/1")).status == 409
        tried = await seat.sends(
            "/announcements/1/confirm", version=asked.field("version"), shown="0"
        )
        assert tried.status == 409
        assert "Nothing was scheduled" in tried.words
