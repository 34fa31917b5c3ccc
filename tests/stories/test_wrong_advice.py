"""Whoever thinks that a card's advice is wrong may tell the admins, and nobody is named."""

from tests.support.conversation import ID_OF, Chat, World
from tests.support.symptom_check_people import CHECK

AN_END = "feels very wrong"


async def ends_a_check(person: Chat) -> None:
    """Go to the quickest end there is: thoughts or a feeling that something is very wrong."""
    shown = await person.says("/check")
    for _ in range(20):
        labels = [part.split("]", 1)[0] for part in shown.split("[")[1:]]
        wanted = next((label for label in labels if AN_END in label), labels[0])
        shown = await person.presses(wanted)
        if "[New check]" in shown:
            return
    raise AssertionError(shown)


async def test_with_a_yes_the_admins_get_the_rules_and_not_the_person(
    ada: Chat, root: Chat
) -> None:
    await root.says("/help")
    await ends_a_check(ada)
    asked = await ada.says("/wrong")
    assert "Nothing is sent unless you say yes" in asked
    assert await root.reads() == ""
    assert "It was sent" in await ada.presses("Yes, send it")
    told = await root.reads()
    assert f"revision {CHECK.revision}, wording {CHECK.wording}" in told
    assert "It ended in emergency_now, by: " in told
    assert "ada" not in told.casefold()
    assert str(ID_OF["ada"]) not in told


async def test_pressed_twice_it_is_sent_once(ada: Chat, root: Chat) -> None:
    await root.says("/help")
    await ends_a_check(ada)
    await ada.says("/wrong")
    await ada.presses("Yes, send it")
    assert "It was sent" not in await ada.forges("wrong:1")
    assert (await root.reads()).count("Somebody thinks that the advice") == 1
    assert "I remember no finished check" in await ada.says("/wrong")


async def test_with_a_no_nothing_is_sent(ada: Chat, root: Chat) -> None:
    await root.says("/help")
    await ends_a_check(ada)
    await ada.says("/wrong")
    assert "nothing was sent" in await ada.presses("No, send nothing")
    assert await root.reads() == ""


async def test_what_is_forgotten_cannot_be_sent(ada: Chat, root: Chat, world: World) -> None:
    await root.says("/help")
    assert "I remember no finished check" in await ada.says("/wrong")
    await ends_a_check(ada)
    await ada.says("/wrong")
    await world.advance(advance_seconds=11 * 60)
    assert "I remember no finished check" in await ada.presses("Yes, send it")
    assert await root.reads() == ""


async def test_half_a_check_has_no_advice_to_be_wrong(ada: Chat) -> None:
    await ada.says("/check")
    assert "I remember no finished check" in await ada.says("/wrong")
