"""What each role may do, for every command and every button, and what whoever lacks it hears."""

from pathlib import Path

from bot.handlers import callbacks
from bot.handlers.admin.panel import PAGES
from bot.handlers.callbacks import BUTTONS
from bot.handlers.registration import FOR_ADMINS
from bot.views import capabilities
from bot.views.callback_data import Verb, parse
from bot.views.capabilities import capability_of
from lessons.roles import GIVEN_ROLES, MAY, Capability, Role, may
from tests.support.conversation import Chat, World
from tests.support.database_contents import contents


def test_every_command_and_every_button_of_admins_takes_a_capability() -> None:
    assert set(capabilities.COMMANDS) == set(FOR_ADMINS)
    assert set(capabilities.BUTTONS) == set(callbacks.FOR_ADMINS)
    assert not set(capabilities.BUTTONS) & set(callbacks.FOR_PEOPLE)
    missing = [page for page in PAGES if page != "courses" and page not in FOR_ADMINS]
    assert missing == ["health"], "these two are for whoever may look"


def test_every_capability_has_its_roles_and_the_owner_has_all() -> None:
    assert set(MAY) == set(Capability)
    assert all(Role.OWNER in roles for roles in MAY.values())
    assert {capability for capability in Capability if may({Role.VIEWER}, capability)} == {
        Capability.LOOK
    }


async def test_whoever_lacks_the_role_changes_nothing_by_any_command_or_button(
    ben: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    failures = []
    for role in sorted(GIVEN_ROLES):
        await root.says(f"/admins roles 1002 {role}")
        await root.presses("Yes, change it")
        await ben.reads()
        # What is refused is told in the log for the first few only.
        for name in ("schedule", "import", "go", "recall", "correct"):
            await ben.says(f"/{name}")
        before = contents(tmp_path)
        for name, capability in capabilities.COMMANDS.items():
            may_not = not may({role}, capability)
            if may_not and "takes the role" not in await ben.says(f"/{name} 1"):
                failures.append((role, name))
        for verb in sorted(callbacks.FOR_ADMINS):
            arguments = ["schedule"] if verb is Verb.PANEL else ["1"] * len(BUTTONS[verb].arguments)
            forged = ":".join([verb, *arguments])
            press = parse(forged)
            assert press is not None
            capability = capability_of(press) or Capability.LOOK
            if not may({role}, capability) and "takes the role" not in await ben.forges(forged):
                failures.append((role, verb))
        if contents(tmp_path) != before:
            failures.append((role, "something was changed"))
    assert failures == []


async def test_screens_menu_and_help_show_only_what_somebody_may_do(
    ben: Chat, root: Chat, world: World
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    assert "[Schedule] [Scheduled]" in await ben.says("/admin")
    screen = await root.says("/admins roles 1002 viewer")
    assert "Change what Ben (1002) may do?" in screen
    assert "Now viewer, editor, reviewer, sender: look at everything, write and" in screen
    assert "Then viewer: look at everything." in screen
    assert "Ben (1002) is viewer from now on." in await root.presses("Yes, change it")
    assert "You are viewer now." in await ben.reads()
    panel = await ben.says("/admin")
    assert "[Scheduled]" in panel
    assert "[Schedule]" not in panel
    commands = await ben.says("/help")
    assert "/stats" in commands
    assert "/schedule:" not in commands
    menu = {it["command"] for it in await world.get("commands", chat="ben", **{"from": "ben"})}
    assert "stats" in menu
    assert "import" not in menu


async def test_a_refusal_says_what_is_needed_and_who_has_it(
    ada: Chat, ben: Chat, root: Chat
) -> None:
    await ada.says("/start")
    await ben.says("/start")
    await root.gives_seat(ada)
    await root.gives_seat(ben)
    for given in ("1002 editor", "1001 sender"):
        await root.says(f"/admins roles {given}")
        await root.presses("Yes, change it")
    assert (
        "To decide what goes out takes the role: sender. Ask an owner, or: Ada Lindqvist."
        in await ben.says("/schedule Hello. in 1h")
    )
    assert "Ask an owner." in await ben.forges("admin-:1001")
    assert "Ben (1002) was refused /schedule" in await root.says("/log")


async def test_what_was_asked_under_another_role_is_not_taken(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await ben.says("/schedule")
    await root.says("/admins roles 1002 editor")
    await root.presses("Yes, change it")
    await ben.says("The clinic is closed.")
    await root.says("/admins roles 1002 sender")
    await root.presses("Yes, change it")
    assert "closed" not in await ben.says("/scheduled")


async def test_roles_are_changed_by_owners_only_and_logged(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    assert "Only an owner" in await ben.says("/admins roles 1002 sender")
    for wrong in ("owner", "boss", "", "editor owner"):
        assert "There are: viewer, editor, reviewer, sender." in await root.says(
            f"/admins roles 1002 {wrong}"
        )
    await root.says("/admins roles 1002 editor reviewer")
    await root.presses("Yes, change it")
    assert "1002 Ben: editor, reviewer, since" in await root.says("/admins")
    log = await root.says("/log")
    assert "9001 changed the roles of Ben (1002)" in log
    assert "→ editor, reviewer)" in log
