"""Drafts written on the desk, by the use cases of the chat: the same questions, the same books."""

import pytest

from tests.support.conversation import Chat, World
from tests.support.desk import Page, Seat, open_desk_world, seat_of
from tests.support.desk_articles import ARTICLE


@pytest.fixture
async def draft(root: Chat) -> str:
    await root.sends("article.md", ARTICLE, "/import")
    await root.presses("Make a draft")
    return "/drafts/sleep-backs"


def field(html: str, part: str) -> str:
    """Return what the text field of a part holds."""
    return html.partition(f'name="{part}"')[2].partition(">\n")[2].partition("</textarea>")[0]


async def save(desk: Seat, page: str, **changed: str) -> Page:
    """Change those parts of a lesson in its form, as a browser sends it: all of them at once."""
    opened = await desk.opens(page)
    parts = ("title", "section", "text", "take", "sources", "quiz")
    fields = {f"seen-{part}": opened.field(f"seen-{part}") for part in parts}
    fields |= {part: opened.field(f"seen-{part}") for part in parts} | changed
    path = f"{page.rpartition('/')[0]}/parts"
    return await desk.sends(path, lesson_id=opened.field("lesson_id"), **fields)


async def test_several_parts_are_one_change_which_can_be_taken_back(
    desk: Seat, draft: str, root: Chat
) -> None:
    page = await save(
        desk, f"{draft}/1", title="Why sleep helps", take="Sleep eases backs.", sources="NICE NG59"
    )
    assert page.status == 200
    assert page.path == f"{draft}/1"
    for words in ("Why sleep helps", "Remember: Sleep eases backs.", "NICE NG59"):
        assert words in page.words
    assert "Undo the last change" in page.words
    assert "edited sleep-backs (why-it-helps" in await root.says("/log")
    back = await desk.sends(f"{draft}/undo", number="1", version=page.field("version"))
    assert "The latest change is taken back." in back.words
    assert "Remember: Sleep eases backs." not in back.words
    assert "Why it helps" in back.words


async def test_line_ends_of_a_browser_are_those_of_the_chat(desk: Seat, draft: str) -> None:
    page = await save(desk, f"{draft}/1", text="One.\r\n\r\nTwo may help. Three too.\r\n")
    assert "\r" not in page.html
    assert field(page.html, "text") == "One.\n\nTwo may help. Three too."


async def test_a_text_that_shrinks_asks_and_is_taken_when_it_is_meant(
    desk: Seat, draft: str
) -> None:
    page = await save(desk, f"{draft}/1", text="stop")
    assert page.status == 409
    assert "Nothing has changed yet." in page.words or "whole text" in page.words
    assert field(page.html, "text") == "stop", "what was typed is still there"
    assert "Sleep may help a sore back." in (await desk.opens(f"{draft}/1")).words
    page = await save(desk, f"{draft}/1", text="stop", is_meant="1")
    assert page.status == 200
    assert field(page.html, "text") == "stop"


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    desk: Seat, draft: str, world: World
) -> None:
    before = await desk.opens(f"{draft}/1")
    fields = {
        "lesson_id": before.field("lesson_id"),
        "seen-title": before.field("seen-title"),
        "title": "Mine",
    }
    await save(desk, f"{draft}/1", title="Theirs")
    page = await desk.sends(f"{draft}/parts", **fields)
    assert page.status == 409
    assert "Somebody changed this while you wrote" in page.words
    assert field(page.html, "title") == "Mine"
    assert page.field("seen-title") == "Theirs"
    fields["seen-title"] = "Theirs"
    assert "Mine" in (await desk.sends(f"{draft}/parts", **fields)).words


async def test_what_cannot_be_read_says_why_and_keeps_the_words(desk: Seat, draft: str) -> None:
    page = await save(desk, f"{draft}/1", quiz="What is it?", title="Kept")
    assert page.status == 409
    assert "There are to be two to four answers" in page.words
    assert field(page.html, "quiz") == "What is it?"
    assert field(page.html, "title") == "Kept"
    quiz = "What may help?\n* Sleep\n- Worry\n> Sleep may help."
    page = await save(desk, f"{draft}/1", quiz=quiz)
    assert "✓ Sleep ✗ Worry Why: Sleep may help." in page.words


async def test_a_claim_made_surer_is_named_and_must_be_answered(desk: Seat, draft: str) -> None:
    page = await save(
        desk,
        f"{draft}/1",
        text="Sleep helps a sore back. Rest at night lets muscles ease, and people feel better.",
        sources="NICE NG59",
    )
    assert "This says it more surely than before" in page.words
    assert "Keep my wording" in page.words
    kept = await desk.sends(f"{draft}/1/keep", version=page.field("version"))
    assert "This says it more surely than before" not in kept.words


async def test_what_a_lesson_is_sure_of_is_rated(desk: Seat, draft: str) -> None:
    page = await desk.opens(f"{draft}/1")
    rated = await desk.sends(f"{draft}/1/rate", version=page.field("version"), evidence="fair")
    assert "fair, from studies of people or experts who agree" in rated.words
    stale = await desk.sends(f"{draft}/1/rate", version=page.field("version"), evidence="strong")
    assert stale.status == 409
    assert "This draft has changed since that button was drawn" in stale.words
    odd = await desk.sends(f"{draft}/1/rate", version=page.field("version"), evidence="very")
    assert odd.status == 404


async def test_a_lesson_is_added_moved_joined_parted_and_removed(desk: Seat, draft: str) -> None:
    page = await desk.opens(f"{draft}/1")
    assert f'href="{draft}/1/new"' in page.html
    form = await desk.opens(f"{draft}/1/new")
    seen = {"lesson_id": form.field("lesson_id"), "seen-new": ""}
    short = await desk.sends(f"{draft}/parts", new="Only a title", **seen)
    assert "A new lesson has a title on the first line" in short.words
    new = "Warmth\n\nWarmth may help. Put a cloth between it and the skin."
    added = await desk.sends(f"{draft}/parts", new=new, **seen)
    assert added.path == f"{draft}/2"
    assert "Lesson 2 of 3" in added.words
    place = await desk.opens(f"{draft}/2/arrange")
    assert "Move up" in place.words
    moved = await desk.sends(f"{draft}/2/move", version=place.field("version"), is_earlier="1")
    assert moved.path == f"{draft}/1"
    joined = await desk.sends(f"{draft}/1/join", version=moved.field("version"))
    assert "Lesson 1 of 2" in joined.words
    asked = await desk.opens(f"{draft}/1/part")
    assert "Where shall the new lesson begin?" in asked.words
    parted = await desk.sends(f"{draft}/1/part", version=asked.field("version"), at="2")
    assert "of 3" in parted.words
    asked = await desk.opens(f"{draft}/2/remove")
    assert "Remove lesson 2?" in asked.words
    gone = await desk.sends(f"{draft}/2/remove", version=asked.field("version"))
    assert "The lesson is gone from the draft." in gone.words
    assert "Undo the last change" in gone.words


async def test_what_the_course_says_of_itself_is_written_too(desk: Seat, draft: str) -> None:
    form = await desk.opens(f"{draft}/about")
    parts = {
        "c-title": "Sleep well",
        "c-about": "How to lie.",
        "c-source": "https://example.org/sleep",
    }
    seen = {f"seen-{part}": form.field(f"seen-{part}") for part in parts}
    page = await desk.sends(f"{draft}/parts", lesson_id="", **parts, **seen)
    assert page.path == draft
    assert "Draft: Sleep well" in page.words
    assert "From: https://example.org/sleep" in page.words


async def test_a_forged_part_belongs_nowhere(desk: Seat, draft: str) -> None:
    await desk.opens("/")
    for lesson_id in ("", "no-such-lesson"):
        page = await desk.sends(
            f"{draft}/parts", lesson_id=lesson_id, text="Words.", **{"seen-text": ""}
        )
        assert page.status == 404


async def test_a_form_longer_than_anybody_writes_is_refused(desk: Seat, draft: str) -> None:
    await desk.opens("/")
    page = await desk.sends(f"{draft}/parts", text="x" * 300_000)
    assert page.status == 413
    assert "more than fits at once" in page.words


async def test_an_ended_session_shows_the_words_again(desk: Seat, draft: str) -> None:
    opened = await desk.opens(f"{draft}/1")
    desk.http.cookie_jar.clear()
    page = await desk.sends(
        f"{draft}/parts",
        lesson_id=opened.field("lesson_id"),
        text="A long\ntext of an hour.",
        **{"seen-text": "x"},
    )
    assert page.status == 401
    assert "Your session has ended, so nothing was done." in page.words
    assert "A long\ntext of an hour." in page.html


async def test_a_viewer_reads_drafts_and_finds_nothing_to_press(
    world: World, root: Chat, ben: Chat, draft: str
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben, "viewer")
    async with seat_of(world, "ben") as seat:
        for path in (draft, f"{draft}/1"):
            page = await seat.opens(path)
            assert page.status == 200
            forms = page.html.count("<form")
            assert forms == 1, "to leave"
            assert "<textarea" not in page.html
        assert "Sleep may help a sore back." in page.words


async def test_somebody_else_approves_and_the_author_hears_of_it(database_url: str) -> None:
    async with open_desk_world(database_url, second_person="on") as world:
        root, ben = world.chat("root"), world.chat("ben")
        async with seat_of(world, "root") as desk:
            await approve_for(ben, root, world, desk)


async def approve_for(ben: Chat, root: Chat, world: World, desk: Seat) -> None:
    await root.says("/start")
    await ben.says("/start")
    await root.gives_seat(ben, "editor", "reviewer")
    await ben.sends("article.md", ARTICLE, "/import")
    await ben.presses("Make a draft")
    draft = "/drafts/sleep-backs"
    async with seat_of(world, "ben") as own:
        form = await own.opens(f"{draft}/about")
        source = {"c-source": "https://example.org/sleep", "seen-c-source": ""}
        page = await own.sends(f"{draft}/parts", lesson_id="", **source)
        own_words = await own.sends(f"{draft}/1/approve", version=page.field("version"))
        assert own_words.status == 409
        assert "nobody approves their own words" in own_words.words
        asked = await own.sends(f"{draft}/ask")
        assert "They are told" in asked.words
    assert form.status == 200
    assert "Ben asks you to look through the draft" in await root.reads()
    page = await desk.opens(f"{draft}/1")
    page = await desk.sends(f"{draft}/1/approve", version=page.field("version"))
    assert page.path == f"{draft}/2", "the next one that is not approved yet"
    page = await desk.sends(f"{draft}/2/approve", version=page.field("version"))
    assert page.path == draft
    assert "Root has approved the last of" in await ben.reads()


async def test_a_course_is_published_after_a_question_and_people_get_it(
    database_url: str, tmp_path: object
) -> None:
    async with open_desk_world(database_url, second_person="off") as world:
        root = world.chat("root")
        await root.sends("article.md", ARTICLE, "/import")
        await root.presses("Make a draft")
        draft = "/drafts/sleep-backs"
        async with seat_of(world, "root") as desk:
            blocked = await desk.opens(f"{draft}/publish")
            assert blocked.status == 409
            assert "Nothing was published." in blocked.words
            await desk.opens(f"{draft}/about")
            source = {"c-source": "https://example.org/sleep", "seen-c-source": ""}
            page = await desk.sends(f"{draft}/parts", lesson_id="", **source)
            page = await desk.sends(f"{draft}/approve", version=page.field("version"))
            if "Approve it all the same?" in page.words:
                page = await desk.sends(f"{draft}/approve-many", version=page.field("version"))
            assert "Everything is approved." in page.words
            asked = await desk.opens(f"{draft}/publish")
            assert "Publish this course?" in asked.words
            assert "revision" not in (await desk.opens("/")).words, "nobody gets it yet"
            stale = await desk.sends(f"{draft}/publish", version="1")
            assert "The draft has changed since" in stale.words
            done = await desk.sends(f"{draft}/publish", version=asked.field("version"))
            assert "Published as revision 1." in done.words
            again = await desk.sends(f"{draft}/publish", version=asked.field("version"))
            assert again.status == 409
            course = await desk.opens("/courses/sleep-backs")
            assert "from the chat, revision 1" in course.words
            edited = await desk.sends("/courses/sleep-backs/edit")
            assert edited.path == draft
            asked = await desk.opens(f"{draft}/discard")
            gone = await desk.sends(f"{draft}/discard", version=asked.field("version"))
            assert "The draft is gone." in gone.words
        ada = world.chat("ada")
        assert "Sleep and backs" in await ada.says("/start sleep-backs")
