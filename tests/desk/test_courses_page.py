"""Courses and lessons, beside the very message."""

from tests.support.chat_drafts import make_draft
from tests.support.conversation import Chat, World
from tests.support.desk import Seat, seat_of


async def test_a_course_shows_each_lesson_beside_the_message_that_people_get(
    desk: Seat, root: Chat
) -> None:
    home = await desk.opens("/")
    assert "16 lessons, built-in" in home.words
    page = await desk.opens("/courses/l5-s1-and-headaches")
    assert "0 people are in it." in page.words
    assert "As it is written Title What helps a sore back or head today" in page.words
    page = await desk.opens("/courses/l5-s1-and-headaches/cauda-equina")
    in_the_chat = await root.says("/preview cauda-equina")
    shown = [line.strip() for line in in_the_chat.removeprefix("BOT").splitlines()]
    missing = [line for line in shown if line and not line.startswith("[")]
    assert len(missing) > 10
    assert [line for line in missing if " ".join(line.split()) not in page.words] == []
    assert '<span class="key">Quick question</span>' in page.html


async def test_a_viewer_sees_it_too_by_the_name_that_admins_carry(
    world: World, root: Chat, ben: Chat
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben, "viewer")
    async with seat_of(world, "ben") as seat:
        page = await seat.opens("/")
        assert page.status == 200
        assert "Ben" in page.words


async def test_a_draft_shows_how_it_stands_and_its_lessons(desk: Seat, root: Chat) -> None:
    article = b"# Sleep\n\n## Why\n\nSleep may help a sore back.\n"
    await make_draft(root, "article.md", article)
    page = await desk.opens("/")
    assert "draft: 0 of 1 lessons approved" in page.words
    draft = await desk.opens("/courses/sleep")
    assert draft.path == "/drafts/sleep", "what nobody gets yet is a draft only"
    assert "A new course: nobody gets it yet." in draft.words
    lesson = await desk.opens("/drafts/sleep/1")
    assert "Sleep may help a sore back." in lesson.words
    assert "Lesson 1 of 1, to put right" in lesson.words
    assert (await desk.opens("/drafts/sleep/2")).status == 404
