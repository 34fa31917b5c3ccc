"""Only admins administer: whatever a stranger forges does nothing, shows nothing, and is logged."""

import sqlite3
from pathlib import Path

import pytest
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler

from bot.handlers import callbacks
from bot.handlers.callbacks import BUTTONS
from bot.handlers.registration import FOR_ADMINS, FOR_OTHERS, OTHER_NAMES, register
from bot.use_cases.admin.authority import MOST_REFUSALS, MOST_REFUSALS_OF_ONE
from bot.views.callback_data import Verb, pack
from bot.views.commands import subscriber_commands
from tests.support.conversation import ID_OF, Chat, World
from tests.support.database_contents import contents
from tests.support.tables import table

SUBSCRIBER_COMMANDS = {command.name for command in subscriber_commands()}
ADMIN_VERBS = sorted(callbacks.FOR_ADMINS)
# Written out, so that a new button is an admin's until somebody decides otherwise.
SUBSCRIBER_VERBS = {
    Verb.SET_TIME, Verb.ASK_TIME, Verb.SET_ZONE, Verb.ASK_ZONE, Verb.ASK_PLACE, Verb.ASK_LOCATION,
    Verb.SET_DAYS, Verb.ASK_DAYS, Verb.SET_COURSE, Verb.ASK_COURSE, Verb.SETTINGS, Verb.LESSON_NOW,
    Verb.READ, Verb.QUIZ, Verb.PAUSE, Verb.RESUME, Verb.PRIVACY, Verb.ASK_ERASE, Verb.ERASE,
    Verb.CHECK, Verb.BEGIN_CHECK, Verb.CORRECT_CHECK, Verb.URGENT, Verb.LESSONS, Verb.UNSKIP,
    Verb.WRONG_ADVICE, Verb.WHY_ASKED, Verb.SET_TIME_AND_DAYS, Verb.PAUSE_UNTIL, Verb.HELP,
    Verb.BEGIN_HERE, Verb.QUIZ_ANSWER, Verb.FIRST_LESSON, Verb.COMING, Verb.ANOTHER, Verb.JUMP,
    Verb.EVENING, Verb.BEGIN_ON, Verb.ASK_AGAIN, Verb.AGAIN, Verb.UNDO_AGAIN,
    Verb.RESUME_ON, Verb.STOP, Verb.PAUSE_LATER, Verb.KEEP_DATA, Verb.SET_TIME_AND_ZONE,
    Verb.ASK_PAUSE, Verb.SKIP, Verb.REPEAT, Verb.PROGRESS, Verb.ONCE_AT, Verb.AGREE, Verb.DECLINE,
    Verb.TAKE_COURSE, Verb.LEAVE_OFFER, Verb.DECLINE_COURSE, Verb.PUT_OFF_COURSE,
    Verb.ASK_STAFF, Verb.RELAY, Verb.NO_QUESTION, Verb.EXPORT_DATA,
}  # fmt: skip


def registered_commands() -> set[str]:
    application = ApplicationBuilder().token("1:x").build()
    register(application)
    return {
        name
        for group in application.handlers.values()
        for handler in group
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }


def test_every_registered_command_is_a_subscribers_or_an_admins() -> None:
    assert registered_commands() == SUBSCRIBER_COMMANDS | set(OTHER_NAMES) | set(FOR_ADMINS)


def test_every_button_that_is_not_a_subscribers_is_an_admins() -> None:
    assert set(BUTTONS) == set(Verb)
    assert set(ADMIN_VERBS) == set(Verb) - SUBSCRIBER_VERBS


def test_one_handler_takes_every_button() -> None:
    application = ApplicationBuilder().token("1:x").build()
    register(application)
    handlers = [handler for group in application.handlers.values() for handler in group]
    assert sum(isinstance(handler, CallbackQueryHandler) for handler in handlers) == 1


async def test_a_stranger_who_forges_everything_gets_nothing_and_is_logged(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await root.says("/start")
    await root.says("/schedule Hello. in 1h")
    only = "BOT  That is only for admins. /help shows what is for you.\n"
    old = await ada.forges("nosuchbutton")
    before = contents(tmp_path)

    assert "Nothing is open that I could cancel." in await ada.says("/cancel 1")
    for name in sorted(set(FOR_ADMINS) - set(FOR_OTHERS)):
        for arguments in ("", " 1", " add 1001", " remove 9001", " Hello. in 1h"):
            assert await ada.says(f"/{name}{arguments}") == only, name
    for verb in ADMIN_VERBS:
        for argument in ("1", "everything", ""):
            forged = ":".join([verb, *[argument] * len(BUTTONS[verb].arguments)])
            assert await ada.forges(forged) == old, verb

    assert contents(tmp_path) == before
    with sqlite3.connect(tmp_path / "lessons.db") as database:
        refused = {
            subject
            for (subject,) in database.execute(
                "SELECT subject FROM audit_log WHERE actor_id = ? AND action = 'refused'",
                [ID_OF["ada"]],
            )
        }
    database.close()
    assert len(refused) == MOST_REFUSALS_OF_ONE + 1
    assert "1001 was refused more than is told here" in await root.says("/log")


async def test_a_stranger_is_refused_in_the_log_once_a_day(ada: Chat, root: Chat) -> None:
    for _ in range(3):
        await ada.says("/schedule Hello. in 1h")
    assert (await root.says("/log")).count("was refused") == 1


async def test_strangers_do_not_push_what_admins_did_off_the_first_page_of_the_log(
    world: World, root: Chat
) -> None:
    await root.says("/start")
    await root.says("/admins invite viewer")
    for person in await world.post("people", count=12):
        for name in sorted(FOR_ADMINS):
            await world.post(
                f"chats/{person['id']}/messages", **{"from": person["id"], "text": f"/{name}"}
            )
    log = await root.says("/log")
    assert "made an invitation to a seat (viewer)" in log
    assert log.count("was refused") == MOST_REFUSALS + 1
    assert log.count("was refused more than is told here") >= 1
    await world.advance_days(1.1)
    for name in sorted(FOR_ADMINS):
        await world.chat("ada").says(f"/{name}")
    assert (await root.says("/log")).count("1001 was refused") == MOST_REFUSALS_OF_ONE + 1


async def test_an_admin_in_a_group_is_told_nothing(world: World) -> None:
    group = await world.post(
        "chats", type="group", title="Back class", members=["root", "ben"], admins=["root"]
    )
    root = world.chat("root", group["id"])
    assert "Hello! I bring this group" in await root.reads()
    assert await root.says("/schedule Hello. in 1h") == ""


async def test_an_owner_gives_a_seat_and_takes_it_away(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    async def menu() -> set[str]:
        found = await world.get("commands", chat="ben", **{"from": "ben"})
        return {command["command"] for command in found}

    await ben.says("/start")
    assert "Nobody yet." in await root.says("/admins")
    assert "You are viewer, editor, reviewer, sender here now." in await root.gives_seat(ben)
    assert set(FOR_ADMINS) <= await menu()
    screen = await ben.says("/schedule Hello. in 1h")
    assert "To: 0 people" in screen
    assert "As things stand this reaches nobody." in screen
    assert "Only an owner can add or remove admins." in await ben.says("/admins")
    for change in ("/admins invite editor", "/admins remove 1001"):
        assert "Only an owner can add or remove admins, and you are none." in await ben.says(change)
    assert "9001 is an owner. Owners are named in the setting ADMIN_IDS" in await root.says(
        "/admins remove 9001"
    )

    await root.says("/admins")
    screen = await root.presses("Remove 1002")
    assert "Take the seat of Ben (1002)?" in screen
    assert "Ben (1002) is no admin any more." in await root.presses("Yes, take it")
    assert not set(FOR_ADMINS) & await menu()
    assert "TOAST That button is out of date." in await ben.presses("Confirm")
    assert "changes no seat" in await root.says("/admins remove 1002")

    log = await root.says("/log")
    assert "9001 gave a seat to 1002" in log
    assert "9001 took the seat of 1002" in log


async def test_what_an_admin_had_to_confirm_is_void_with_the_seat(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await ben.says("/schedule Hello. in 1h")
    await root.says("/admins remove 1002")
    await root.presses("Yes, take it")
    await root.gives_seat(ben)
    assert "Nothing was scheduled" in await ben.presses("Confirm")


async def test_nobody_confirms_what_another_admin_has_seen(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await root.says("/schedule Hello. in 1h")
    assert "Nothing was scheduled" in await ben.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 1, 1))


@table("given", ["add", "add 1002", "add -5", "invite", "invite 5", "drop 5", "roles 5"])
async def test_a_change_of_seats_that_cannot_be_gets_an_example(root: Chat, given: str) -> None:
    assert "/admins invite editor" in await root.says(f"/admins {given}")


async def test_the_log_cannot_be_rewritten(ada: Chat, root: Chat, tmp_path: Path) -> None:
    await ada.says("/schedule Hello. in 1h")
    database = sqlite3.connect(tmp_path / "lessons.db")
    for statement in (
        "DELETE FROM audit_log",
        "UPDATE audit_log SET subject = 'nothing'",
        "UPDATE audit_log SET actor_id = 42",
        "UPDATE audit_log SET subject_chat_id = 42",
        "UPDATE audit_log SET at = '2020-01-01T00:00:00.000Z'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    database.close()


async def test_a_person_who_is_forgotten_leaves_the_log_without_a_number(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.says("/schedule Hello. in 1h")
    assert "Lines with its number in the admins' log: 1" in await ada.says("/privacy")
    await ada.presses("Delete all of it")
    await ada.presses("Yes, delete")
    assert "Nothing is kept about this chat." in await ada.says("/privacy")
    assert "somebody forgotten, was refused /schedule" in await root.says("/log")


async def test_an_admin_who_is_forgotten_has_no_seat(ben: Chat, root: Chat, world: World) -> None:
    await ben.joins()
    await root.gives_seat(ben)
    await ben.says("/privacy")
    await ben.presses("Delete all of it")
    await ben.presses("Yes, delete")
    assert "Nobody yet." in await root.says("/admins")
    assert "only for admins" in await ben.says("/stats")


async def test_a_long_log_is_read_page_by_page(root: Chat) -> None:
    for role in ["editor", *["viewer"] * 18, "sender"]:
        await root.says(f"/admins invite {role}")
    assert "made an invitation to a seat (sender)" in await root.says("/log")
    screen = await root.presses("Older")
    assert "made an invitation to a seat (editor)" in screen
    assert "[Older]" not in screen
