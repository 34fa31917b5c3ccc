"""The clinic's name, phone and hours, where people read them; no place is ever shown unfilled."""

from tests.support.chat_drafts import edit_backs, import_backs
from tests.support.conversation import Chat, World

CLINIC = {
    "clinic_name": "Back Care",
    "clinic_phone": "+49 30 1234567",
    "clinic_hours": "Mon to Fri 8:00-16:00",
}


async def set_up(world: World, **settings: object) -> None:
    """Restart the application with other settings."""
    world.settings = world.settings.model_copy(update=settings)
    await world.restart()


async def test_help_and_the_fallback_say_how_to_reach_the_clinic(ada: Chat, world: World) -> None:
    assert "Phone:" not in await ada.says("/help")
    assert "To talk to a person" not in await ada.says("qwertz uiop")
    await set_up(world, **CLINIC)
    help_text = await ada.says("/help")
    assert (
        "     Back Care\n     Phone: +49 30 1234567\n     Hours: Mon to Fri 8:00-16:00\n"
        in help_text
    )
    assert (
        "To talk to a person, call Back Care: +49 30 1234567 (Mon to Fri 8:00-16:00)."
        in await ada.says("qwertz uiop")
    )
    assert "{" not in help_text
    await set_up(world, clinic_name=None, clinic_hours=None)
    assert "call the clinic: +49 30 1234567." in await ada.says("qwertz uiop")


async def test_an_announcement_is_filled_before_it_is_looked_at(
    ada: Chat, root: Chat, world: World
) -> None:
    await set_up(world, **CLINIC)
    await ada.joins()
    screen = await root.says("/schedule Closed on Friday. Questions: {clinic_phone} in 2h")
    assert "BOT  Closed on Friday. Questions: +49 30 1234567\n" in screen
    await root.presses("Confirm")
    await world.advance(advance_seconds=7200)
    assert "BOT  Closed on Friday. Questions: +49 30 1234567\n" in await ada.reads()
    assert "Call Back Care, please." in await root.says("/correct 1 Call {clinic_name}, please.")
    assert "{clinic_web}" in await root.says("/correct 1 See {clinic_web}.")


async def test_a_place_that_nothing_fills_is_named_and_nothing_is_scheduled(
    root: Chat, world: World
) -> None:
    screen = await root.says("/schedule Mail us: {clinic_mail}, {clinic_phone} in 2h")
    assert "Nothing was scheduled." in screen
    assert "in place of {clinic_mail}." in screen
    assert "I know {clinic_name}, {clinic_phone}, {clinic_hours}." in screen
    assert "{clinic_phone} cannot be filled: CLINIC_PHONE is not set." in screen
    await set_up(world, **CLINIC)
    await root.says("/schedule")
    assert "in place of {clinic_mail}." in await root.says("Mail us: {clinic_mail}")
    assert "in place of" not in await root.says("Call us: {clinic_phone}")


async def test_a_lesson_is_reviewed_published_and_read_as_it_is_filled(
    ada: Chat, root: Chat, world: World
) -> None:
    await import_backs(root)
    await root.presses("Look through it")
    await root.presses("Edit")
    await root.presses("Takeaway")
    screen = await root.says("Ask {clinic_web} or call {clinic_phone}.")
    assert "I do not know what to put in place of {clinic_web}." in screen
    await root.presses("Edit")
    await root.presses("Takeaway")
    screen = await root.says("Call {clinic_phone}.")
    assert "Remember: Call the clinic's number." in screen
    await root.forges("d:sore-backs")
    screen = await publish_backs_so_far(root)
    assert "Nothing was published." in screen
    assert "{clinic_phone} cannot be filled: CLINIC_PHONE is not set." in screen
    await set_up(world, clinic_phone="+49 30 *7*")
    await root.forges("d:sore-backs")
    await root.presses("Publish")
    await root.presses("Yes, publish")
    await ada.says("/start sore-backs")
    assert "Remember: Call +49 30 *7*." in await ada.presses("Read the first lesson")
    await ada.says("7:30")
    await ada.says_city("Berlin")
    await set_up(world, clinic_phone="116117")
    assert "Remember: Call 116117." in await ada.says("/repeat")
    await set_up(world, clinic_phone=None)
    assert "Remember: Call the clinic's number." in await ada.says("/repeat")
    await edit_backs(root)
    await root.presses("Lessons")
    await root.presses("1")
    await root.presses("Edit")
    assert "{clinic_phone}" in await root.presses("Takeaway")


async def publish_backs_so_far(root: Chat) -> str:
    """Approve everything and tap Publish."""
    if "[Yes, approve all]" in await root.presses("Approve all"):
        await root.presses("Yes, approve all")
    return await root.presses("Publish")
