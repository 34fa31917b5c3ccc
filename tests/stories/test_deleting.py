"""To delete is asked once, a no changes nothing, and old buttons find that nothing is left."""

from tests.support.conversation import Chat


async def test_a_no_says_that_nothing_was_deleted(ada: Chat) -> None:
    await ada.joins()
    await ada.says("delete my data")
    said = await ada.presses("No, keep it")
    assert "Nothing was deleted, and nothing has changed." in said
    assert "Delete all of it" not in said
    assert "Kept about this chat" in await ada.presses("What is kept")


async def test_after_it_every_older_button_says_that_nothing_is_kept(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/stop")
    await ada.says("/privacy")
    await ada.says("delete my data")
    await ada.presses("Yes, delete")
    nothing = "Nothing about this chat is kept."
    for label in ("Delete my data", "Delete all of it"):
        said = await ada.presses(label)
        assert nothing in said
        assert "[Yes, delete]" not in said
    for typed in ("/delete", "delete my data"):
        assert nothing in await ada.says(typed)
    assert "Lesson 1 of 16" in await ada.joins()


async def test_a_second_tap_on_resume_leaves_what_the_first_one_said(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/pause 3")
    button = await ada.find_button("Resume now")
    assert "Lessons go on where you left off." in await ada.forges("resume", button)
    assert await ada.forges("resume", button) == ""
