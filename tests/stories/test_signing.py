"""A reviewer signs in the chat what others wrote; readers see who, when, and until when."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.views.callback_data import Verb, pack
from lessons.course.files import load_course
from lessons.sign_off import SignOff, read_reviewer
from lessons.times.dates import add_months
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World, open_world
from tests.support.tables import table

SIGNED = (
    "Reviewed by Dr. Mara Klein, neurologist, 22 November 2026. Next review on 22 November 2027."
)


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A sandbox in which somebody else approves what one wrote."""
    async with open_world(database_url, second_person="on") as opened:
        yield opened


async def approve_backs(root: Chat, ben: Chat) -> str:
    """Root brings an article, Ben approves it; return what Ben sees."""
    await ben.says("/start")
    await root.gives_seat(ben, "reviewer")
    await import_backs(root)
    await root.presses("Ask for approval")
    await ben.presses("Open the draft")
    await ben.presses("Approve all")
    return await ben.presses("Yes, approve all")


async def sign_backs(ben: Chat) -> str:
    """Sign the draft that is on the screen."""
    await ben.presses("Sign the review")
    await ben.says("Dr. Mara Klein, neurologist")
    await ben.presses("In a year")
    return await ben.presses("Yes, sign")


async def test_a_reviewer_signs_and_readers_see_the_name_from_the_first_screen_on(
    ada: Chat, ben: Chat, root: Chat
) -> None:
    assert "[Sign the review]\n" in await approve_backs(root, ben)
    asked = await ben.presses("Sign the review")
    assert "Send your name and what you are, as readers shall see it below a lesson." in asked
    assert "That is no name and role" in await ben.says("Mara")
    assert "When is it to be reviewed again?" in await ben.says("Dr. Mara Klein, neurologist")
    assert "That is no day to come." in await ben.says("22 November 2026")
    screen = await ben.presses("In a year")
    assert f"Below 3 lessons readers will see:\n     {SIGNED}" in screen
    assert "you say that you have read each of them" in screen
    screen = await ben.presses("Yes, sign")
    assert "Signed. Readers see it once this is published." in screen
    assert SIGNED in screen

    told = await root.reads()
    assert "Ben has signed the review of “Sore backs”. Readers see it once it is published." in told
    screen = await root.presses("Publish")
    assert f"Readers are told: {SIGNED}" in screen
    await root.presses("Yes, publish")
    assert SIGNED in await root.forges(pack(Verb.COURSE, "sore-backs"))
    log = await root.says("/log")
    assert "Ben (1002) signed the review of sore-backs (Dr. Mara Klein, neurologist" in log

    assert SIGNED in await ada.says("/start sore-backs")
    assert SIGNED in await ada.presses("Read the first lesson")


async def test_any_change_of_words_clears_the_signature_and_taking_it_back_restores_it(
    ben: Chat, root: Chat
) -> None:
    await approve_backs(root, ben)
    await sign_backs(ben)
    for number, what, words, left in (
        (1, "Title", "Walk", "2 of 3 lessons are reviewed"),
        (0, "Source", "NICE NG60, 2020", "Not yet reviewed by a clinician."),
    ):
        await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", number))
        await root.presses(what)
        await root.says(words)
        assert left in await root.forges(pack(Verb.DRAFT, "sore-backs"))
        await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", number))
        await root.presses(what)
        await root.says("Keep moving" if number else "NICE NG59, 2016")
        assert SIGNED in await root.forges(pack(Verb.DRAFT, "sore-backs"))


async def test_nobody_signs_their_own_words_nor_what_is_not_approved(ben: Chat, root: Chat) -> None:
    await approve_backs(root, ben)
    assert "[Sign the review]" not in await root.forges(pack(Verb.DRAFT, "sore-backs"))
    assert "nobody approves their own words" in await root.forges(pack(Verb.ASK_SIGN, "sore-backs"))
    await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 1))
    await root.presses("Title")
    await root.says("Walk")
    assert "Nothing was signed: a review is signed once all of it is approved." in (
        await ben.forges(pack(Verb.ASK_SIGN, "sore-backs"))
    )


async def test_a_signature_of_words_that_changed_meanwhile_is_not_given(
    ben: Chat, root: Chat
) -> None:
    await approve_backs(root, ben)
    await ben.presses("Sign the review")
    await ben.says("Dr. Mara Klein, neurologist")
    await ben.says("1 March 2028")
    await root.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 2))
    await root.presses("Title")
    await root.says("Warmth")
    screen = await ben.presses("Yes, sign")
    assert "so nothing was done" in screen
    assert "Not yet reviewed by a clinician." in screen
    assert "Reviewed" not in await ben.forges(pack(Verb.SIGN, "sore-backs", 99999))


async def test_a_published_course_is_signed_anew_without_anybody_editing_it(
    ben: Chat, root: Chat
) -> None:
    await approve_backs(root, ben)
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Publish")
    await root.presses("Yes, publish")
    await ben.forges(pack(Verb.COURSE, "sore-backs"))
    screen = await sign_backs(ben)
    assert SIGNED in screen
    assert "[Publish]" not in screen, "a reviewer publishes nothing"
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    screen = await root.presses("Publish")
    assert "No lesson is another one than before." in screen
    assert "Published as revision 2." in await root.presses("Yes, publish")


async def test_a_signature_is_carried_by_the_files(
    ben: Chat, root: Chat, world: World, database_url: str, tmp_path: Path
) -> None:
    await approve_backs(root, ben)
    await sign_backs(ben)
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Publish")
    await root.presses("Yes, publish")
    folder = tmp_path / "courses"
    arguments = ["course", "export", "sore-backs", "--to", str(folder)]
    done = CliRunner().invoke(cli, arguments, env={"DATABASE_URL": database_url})
    assert done.exit_code == 0, done.output
    course = load_course(folder / "sore-backs")
    fingerprint = course.fingerprint(course.lessons[0])
    assert course.lessons[0].sign_off == SignOff(
        "Dr. Mara Klein", "neurologist", date(2026, 11, 22), fingerprint, date(2027, 11, 22)
    )
    assert (course.reviewed, course.review_due) == (3, date(2027, 11, 22))
    told = CliRunner().invoke(cli, ["course", "review", str(folder / "sore-backs")]).output
    assert len(re.findall("next review on 22 November 2027", told)) == 3


@table(
    ("typed", "read"),
    [
        ("Dr. A. Example, neurologist", ("Dr. A. Example", "neurologist")),
        (" Dr.  A. Example ,\n neurologist ", ("Dr. A. Example", "neurologist")),
        ("Ann Lee, MD, neurologist", ("Ann Lee, MD", "neurologist")),
        ("Ann Lee", None),
        ("Ann Lee,", None),
        (", neurologist", None),
        ("A" * 101 + ", neurologist", None),
        ("Ann Lee, " + "n" * 101, None),
    ],
)
def test_name_and_role_are_parted_at_the_last_comma(
    typed: str, read: tuple[str, str] | None
) -> None:
    assert read_reviewer(typed) == read


def test_months_later_is_the_same_day_or_the_last_one() -> None:
    assert add_months(date(2026, 11, 22), 12) == date(2027, 11, 22)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 12, 31), 6) == date(2027, 6, 30)
