"""A reviewer signs on the desk what others wrote, as in the chat."""

from tests.support.conversation import Chat, World
from tests.support.desk import Seat, open_desk_world, seat_of
from tests.support.desk_articles import ARTICLE


async def test_a_reviewer_approves_and_signs_and_readers_see_it(database_url: str) -> None:
    async with open_desk_world(database_url, second_person="on") as world:
        root, ben = world.chat("root"), world.chat("ben")
        await root.says("/start")
        await ben.says("/start")
        await root.gives_seat(ben, "reviewer")
        await root.sends("article.md", ARTICLE, "/import")
        await root.presses("Make a draft")
        async with seat_of(world, "root") as author:
            await author.opens("/drafts/sleep-backs/about")
            source = {"c-source": "https://example.org/sleep", "seen-c-source": ""}
            await author.sends("/drafts/sleep-backs/parts", lesson_id="", **source)
        async with seat_of(world, "ben") as seat:
            await reviews(seat)
        async with seat_of(world, "root") as author:
            asked = await author.opens("/drafts/sleep-backs/publish")
            await author.sends("/drafts/sleep-backs/publish", version=asked.field("version"))
            read = await author.opens("/courses/sleep-backs")
            assert "Reviewed by Dr. Mara Klein, neurologist" in read.words


async def reviews(seat: Seat) -> None:
    """Approve both lessons, then sign them."""
    draft = await seat.opens("/drafts/sleep-backs")
    assert "<textarea" not in draft.html, "a reviewer writes nothing"
    early = await seat.sends("/courses/sleep-backs/sign")
    assert "a review is signed once all of it is approved" in early.words
    page = await seat.opens("/drafts/sleep-backs/1")
    page = await seat.sends("/drafts/sleep-backs/1/approve", version=page.field("version"))
    page = await seat.sends("/drafts/sleep-backs/2/approve", version=page.field("version"))
    assert "Sign the review" in page.words
    asked = await seat.sends("/courses/sleep-backs/sign")
    assert "Send your name and what you are" in asked.words
    odd = await seat.sends("/courses/sleep-backs/sign/typed", typed="Mara")
    assert "That is no name and role" in odd.words
    await seat.sends("/courses/sleep-backs/sign/typed", typed="Dr. Mara Klein, neurologist")
    last = await seat.sends("/courses/sleep-backs/sign/until", months="12")
    assert "Sign this review?" in last.words
    stale = await seat.sends("/courses/sleep-backs/sign/yes", version="1")
    assert stale.status == 409
    signed = await seat.sends("/courses/sleep-backs/sign/yes", version=last.field("version"))
    assert "Signed. Readers see it once this is published." in signed.words


async def test_a_signature_begun_on_the_desk_goes_on_in_the_chat(
    world: World, root: Chat, desk: Seat
) -> None:
    await root.says("/start")
    await desk.opens("/")
    asked = await desk.sends("/courses/l5-s1-and-headaches/sign")
    assert "Send your name and what you are" in asked.words
    assert "When is it to be reviewed again?" in await root.says("Dr. Mara Klein, neurologist")
    closed = await desk.sends("/courses/l5-s1-and-headaches/sign/no")
    assert closed.path == "/drafts/l5-s1-and-headaches"
