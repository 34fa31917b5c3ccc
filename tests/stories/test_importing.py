"""An admin's article becomes a draft, whichever way it is sent; nobody else learns of it."""

from collections.abc import Callable

import pytest

from bot.documents.kinds import LARGEST_FILE_MEGABYTES
from tests.support.chat_drafts import make_draft
from tests.support.conversation import Chat, World
from tests.support.document_files import (
    ARTICLE,
    make_docx_article,
    make_html_article,
    make_pdf,
    make_pdf_article,
    zip_blanks,
)
from tests.support.tables import table

TITLE = "Can L5-S1 Cause Headaches? The Connection Explained"
SHORT = b"# Keep moving\n\nRest may help at first. Then walk a little every day."


async def calls(world: World, method: str) -> int:
    log = await world.get("log", after=0)
    return sum(call["method"] == method for call in log)


async def test_import_alone_says_what_to_send_and_waits_for_it_through_a_restart(
    root: Chat, world: World
) -> None:
    screen = await root.says("/import")
    assert screen.startswith("BOT  Send me the article as a file.\n")
    for accepted in (".txt", ".md", ".html", ".docx", ".pdf", "5 MB", "article.docx"):
        assert accepted in screen
    await world.restart()
    screen = await root.sends("keep-moving.txt", SHORT)
    assert screen.startswith("EDIT Read: Keep moving\n")
    assert "1 lesson, about 11 words" in screen
    # It was one question.
    assert "Import this as a course?" in await root.sends("another.txt", SHORT)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("article.txt", ARTICLE.encode),
        ("article.md", ARTICLE.encode),
        ("article.html", make_html_article),
        ("article.docx", make_docx_article),
        ("article.pdf", make_pdf_article),
    ],
)
async def test_every_kind_of_article_becomes_the_same_draft(
    root: Chat, world: World, name: str, make: Callable[[], bytes]
) -> None:
    screen = await make_draft(root, name, make())
    assert screen.startswith(f"EDIT Draft: {TITLE}\n     A new course: nobody gets it yet.\n")
    assert "Id: can-l5-s1-cause-headaches\n" in screen
    assert "12 lessons, 0 approved" in screen
    assert "Human Stripes" in await root.presses("What was left out")


async def test_a_file_can_be_answered_with_import(root: Chat) -> None:
    assert "Import this as a course?" in await root.sends("keep-moving.md", SHORT)
    assert "Read: Keep moving" in await root.answers_a_file("/import")


async def test_a_file_that_comes_unasked_is_offered_to_be_imported(
    root: Chat, world: World
) -> None:
    screen = await root.sends("keep-moving.md", SHORT)
    assert screen.startswith("BOT  Import this as a course?\n     keep-moving.md\n")
    assert await calls(world, "getFile") == 0
    await world.restart()
    assert "Read: Keep moving" in await root.presses("Import it")


async def test_an_admin_may_choose_the_id(root: Chat) -> None:
    assert "Its course gets the id walk-daily." in await root.says("/import walk-daily")
    assert "Id: walk-daily\n" in await make_draft(root, "keep-moving.txt", SHORT, "")
    assert "Id: walk-more\n" in await make_draft(root, "a.txt", SHORT, "/import walk-more")


@table("given", ["Walk Daily", "walk_daily", "x" * 29, "a--b", "ü"])
async def test_what_cannot_be_an_id_gets_an_example(root: Chat, given: str) -> None:
    assert "/import back-and-head" in await root.says(f"/import {given}")
    screen = await root.sends("keep-moving.txt", SHORT, caption=f"/import {given}")
    assert "cannot be the id of a course" in screen


async def test_the_same_file_sent_twice_loses_no_draft(root: Chat) -> None:
    for course_id in ("keep-moving", "keep-moving-2", "keep-moving-3"):
        screen = await make_draft(root, "keep-moving.txt", SHORT)
        assert f"Id: {course_id}\n" in screen
        is_another = course_id != "keep-moving"
        assert ("There is a course of that name already" in screen) is is_another
        # Nobody has changed it yet, so there is no need of another.
        again = await make_draft(root, "keep-moving.txt", SHORT)
        assert f"Id: {course_id}\n" in again
        await root.presses("About the course")
        await root.presses("Source")
        await root.says("NICE NG59, 2016")
    built_in = await make_draft(root, "k.txt", SHORT, "/import l5-s1-and-headaches")
    assert "Id: l5-s1-and-headaches-2\n" in built_in
    await root.says("/admin")
    assert (await root.presses("Courses")).count("draft: 0 of 1 lessons approved") == 4


async def test_a_file_that_is_too_large_is_refused_by_its_stated_size(
    root: Chat, world: World
) -> None:
    large = bytes(LARGEST_FILE_MEGABYTES * 1_000_000 + 1)
    for caption in ("", "/import"):
        screen = await root.sends("large.pdf", large, caption)
        assert "large.pdf has 5.0 MB. Accepted: at most 5 MB" in screen
    await root.says("/import")
    assert "I am still waiting for a file." in await root.sends("large.pdf", large)
    assert await calls(world, "getFile") == 0
    assert "Read: Keep moving" in await root.sends("keep-moving.txt", SHORT)


@table(
    ("name", "content", "told"),
    [
        ("article.exe", b"MZ", "is a .exe file. Accepted: a text in UTF-8"),
        ("article.docm", b"PK", "is a Word document with macros"),
        ("article.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word document inside"),
        ("article.pdf", b"nothing", "whatever its name says"),
        ("article.pdf", make_pdf([]), "article.pdf"),
        ("article.txt", b"\xff\xfe\xff", "article.txt"),
        ("article.txt", b"Only a heading", "only headings"),
    ],
)
async def test_what_cannot_be_read_is_refused_in_the_readers_own_words(
    root: Chat, name: str, content: bytes, told: str
) -> None:
    screen = await root.sends(name, content, caption="/import")
    assert told in screen
    assert "/import begins anew." in screen


async def test_a_zip_bomb_is_refused_and_the_chat_goes_on(root: Chat) -> None:
    bomb = zip_blanks(megabytes=400)
    assert len(bomb) < 1_000_000
    screen = await root.sends("bomb.docx", bomb, caption="/import")
    assert "bomb.docx" in screen
    assert "Read:" not in screen
    assert "Admin" in await root.says("/admin")


async def test_an_article_of_endless_lessons_is_refused(root: Chat) -> None:
    endless = "\n\n".join(f"# Part {n}\n\nWalk a little every day." for n in range(201))
    screen = await root.sends("endless.md", endless.encode(), caption="/import")
    assert "That article would be 201 lessons. At most 200 make a course" in screen


async def test_an_import_can_be_called_off(root: Chat) -> None:
    await root.says("/import")
    assert "I wait for no file" in await root.presses("Close")
    assert "did not understand" in await root.says("Qwrtz.")


async def test_an_emergency_is_answered_while_a_file_is_awaited(root: Chat) -> None:
    await root.says("/import")
    assert "emergency" in (await root.says("I have crushing chest pain")).lower()


async def test_a_strangers_file_gets_what_any_file_gets_and_reveals_nothing(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    unknown = await ada.says("/nosuchcommand")
    for caption in ("", "/import", "/import my-course", "hello"):
        assert await ada.sends("article.txt", SHORT, caption) == unknown
    assert "only for admins" in await ada.says("/import")
    assert "only for admins" in await ada.answers_a_file("/import")
    assert await calls(world, "getFile") == 0
    assert (await root.says("/log")).count("1001 was refused /import") == 1
    await root.says("/admin")
    assert "draft" not in await root.presses("Courses")


async def test_an_admins_file_in_a_group_is_nothing_to_us(world: World) -> None:
    group = await world.post(
        "chats", type="group", title="Back class", members=["root", "ben"], admins=["root"]
    )
    in_group = world.chat("root", group["id"])
    await in_group.reads()
    assert await in_group.sends("keep-moving.txt", SHORT, caption="/import") == ""
