"""A draft is looked through, changed and approved in one message; nothing is lost on the way."""

import pytest

from bot.views.callback_data import Verb, pack
from tests.support.chat_drafts import SOURCE, WARM, import_backs, make_draft
from tests.support.conversation import Chat, World


async def open_lesson(root: Chat, number: int) -> str:
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Lessons")
    return await root.presses(str(number))


async def test_a_lesson_shows_the_very_text_and_below_it_what_there_is_to_say(root: Chat) -> None:
    await import_backs(root)
    assert (
        await root.presses("Look through it")
        == """\
EDIT Keep moving

     Rest may help for a day. Then walk a little more every day. Most sore backs ease within weeks.

     Where this comes from
     NICE NG59, 2016
     Not yet reviewed by a clinician. This is general information. It cannot say what you have.

     Lesson 1 of 3

     · · ·
     Lesson 1 of 3, not approved yet
     94 characters, reading grade 0.5

     Would help readers
     • There is no takeaway.
     • It is not said how sure science is.
     • There is no quick question.
     • It has 19 words; 80 to 120 suit a day best.
     [Approve] [Edit]
     [Next]
     [Add one after it] [Remove]
     [Join, part or move]
     [Overview]
"""
    )


async def test_every_part_is_typed_or_tapped_and_a_restart_loses_no_step(
    root: Chat, world: World
) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    typed = {
        "Title": ("Warmth", "Warmth\n"),
        "Heading above": ("What helps", "Section: What helps\n"),
        "Takeaway": ("Heat may help.", "Remember: Heat may help.\n"),
        "Sources": ("Cochrane, 2006\nNICE, 2016", "• Cochrane, 2006\n     • NICE, 2016\n"),
        "Text": (
            "Heat may **help** sore backs.\n\n- Some people like cold better.",
            "Heat may help sore backs.\n\n     • Some people like cold better.\n",
        ),
    }
    for part, (text, shown) in typed.items():
        await root.presses("Edit")
        await root.presses(part)
        await world.restart()
        screen = await root.says(text)
        assert shown in screen, part
        # The review has moved below what was typed; the old one is gone.
        assert screen.count("BOT ") == 1
        assert screen.count("GONE") == 1
    await root.presses("Edit")
    await root.presses("How sure science is")
    await world.restart()
    assert "●○○ How sure: weak, from few or mixed studies" in await root.presses("Weak")


async def test_a_question_can_be_called_off(root: Chat) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    assert "Heat may help sore backs." in await root.presses("Text")
    assert "Lesson 2 of 3, not approved yet" in await root.presses("Cancel")
    assert "did not understand" in await root.says("Heat cures everything.")


async def test_a_lost_hedge_is_named_and_must_be_answered_before_approval(
    root: Chat, world: World
) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    screen = await root.says(WARM)
    assert "This says it more surely than before" in screen
    assert "“may help” became “helps”" in screen
    assert "[Approve]" not in screen
    await root.presses("Overview")
    screen = await root.presses("Approve all")
    assert "Nothing was approved: something must be put right first." in screen
    assert "Lesson 2: surer than before: “may help” became “helps”" in screen
    assert "TOAST" not in await root.forges(pack(Verb.APPROVE, "sore-backs", 2, 3))
    assert "0 approved" in await root.presses("Overview")
    await world.restart()
    await open_lesson(root, 2)
    screen = await root.presses("Keep my wording")
    assert "surely" not in screen
    assert "Lesson 3 of 3, not approved yet" in await root.presses("Approve")


async def test_a_hedge_that_is_written_back_asks_nothing(root: Chat) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    for text, is_surer in ((WARM, True), (WARM.replace("helps", "might help"), False)):
        await root.presses("Edit")
        await root.presses("Text")
        assert ("more surely than before" in await root.says(text)) is is_surer


async def test_an_edit_takes_the_approval_of_that_lesson_back(root: Chat) -> None:
    await import_backs(root)
    await root.presses("Approve all")
    assert "3 lessons, 3 approved" in await root.presses("Yes, approve all")
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Title")
    assert "Lesson 2 of 3, not approved yet" in await root.says("Warmth")
    screen = await root.presses("Overview")
    assert "3 lessons, 2 approved" in screen
    assert "[Publish]" not in screen
    refused = await root.forges(pack(Verb.ASK_PUBLISH, "sore-backs", 4))
    assert "Nothing was published. Not every lesson is approved" in refused


async def test_many_remarks_ask_for_a_second_tap(root: Chat) -> None:
    await import_backs(root)
    screen = await root.presses("Approve all")
    assert "There are many remarks on what you have not looked at." in screen
    assert "3 lessons, 0 approved" in screen
    assert "3 lessons, 3 approved" in await root.presses("Yes, approve all")


async def test_a_lesson_is_added_and_another_removed(root: Chat) -> None:
    await import_backs(root)
    await open_lesson(root, 1)
    await root.presses("Add one after it")
    assert "Please send it again, such as:" in await root.says("Only a title")
    screen = await root.says("Sleep well\n\nA pillow below the knees may help.")
    assert "Lesson 2 of 4, not approved yet" in screen
    assert "A pillow below the knees may help." in screen
    await open_lesson(root, 3)
    assert "Remove lesson 3?" in await root.presses("Remove")
    assert "Lesson 3 of 4" in await root.presses("No, keep it")
    await root.presses("Remove")
    screen = await root.presses("Yes, remove")
    assert "The lesson is gone from the draft." in screen
    await root.presses("Overview")
    screen = await root.presses("Lessons")
    assert "1. Keep moving: not approved yet\n     2. Sleep well: not" in screen
    assert "3. When to call: not approved yet" in screen
    assert "Use heat" not in screen


async def test_a_draft_without_any_lesson_can_get_one(root: Chat) -> None:
    await import_backs(root)
    for _ in range(3):
        await open_lesson(root, 1)
        await root.presses("Remove")
        screen = await root.presses("Yes, remove")
    assert "There is no lesson." in screen
    await root.presses("Add a lesson")
    assert "Lesson 1 of 1" in await root.says("Sleep well\nA pillow may help.")


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        ("Text", "x " * 400, "The text has 799 characters; 700 is the most."),
        ("Text", "# Heading\n\nText.", "Line 1 of the text holds a heading"),
        ("Title", "x" * 101, "The title: 101 characters; 1 to 100 fit."),
        ("Takeaway", "x" * 201, "The takeaway: 201 characters; 1 to 200 fit."),
        ("Sources", "\n".join("abcdefg"), "There are 7 sources; 6 is the most."),
        ("Sources", "to verify", "nobody can look that up."),
        ("Quick question", "w" * 301 + "\n* a\n- b\n- c\n> d", "The quick question: 301"),
        ("Quick question", "Why?\n* a\n- a\n- c\n> d", "Two answers of the quick question"),
    ],
)
async def test_what_could_not_be_sent_blocks_and_is_named(
    root: Chat, part: str, text: str, told: str
) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses(part)
    screen = await root.says(text)
    assert "To put right first" in screen
    assert told in screen
    assert "[Approve]" not in screen


async def test_an_article_without_any_source_is_blocked_until_it_has_one(root: Chat) -> None:
    screen = await make_draft(root, "backs.md", b"# One\n\nText of one.")
    assert "There is no source, neither here nor for the whole course." in screen
    assert "Nothing was approved" in await root.presses("Approve all")
    await root.presses("About the course")
    await root.presses("Source")
    assert "To put right" not in await root.says(SOURCE)


async def test_two_admins_at_one_draft_overwrite_nothing_of_each_other(
    ben: Chat, root: Chat
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await import_backs(root)
    await ben.says("/admin")
    await ben.presses("Courses")
    await ben.presses("Sore backs")
    await ben.presses("Go on with the draft")
    await open_lesson(ben, 2)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Title")
    assert "Warmth\n" in await root.says("Warmth")
    screen = await ben.presses("Approve")
    assert "Warmth\n" in screen
    assert "This draft has changed since that button was drawn, so nothing was done." in screen

    # Both write the same text: the second one is shown what the first one wrote.
    for admin in (root, ben):
        await open_lesson(admin, 2)
        await admin.presses("Edit")
        await admin.presses("Text")
    await root.says("Heat may help. So may a bath.")
    screen = await ben.says("Heat may help. So may a walk.")
    assert "Somebody changed this while you wrote, so yours was not taken." in screen
    assert "Heat may help. So may a bath." in screen
    assert "So may a bath or a walk." in await ben.says("Heat may help. So may a bath or a walk.")

    # They write different parts: both count.
    for admin, part in ((root, "Title"), (ben, "Takeaway")):
        await open_lesson(admin, 3)
        await admin.presses("Edit")
        await admin.presses(part)
    await root.says("When to call a doctor")
    await ben.says("Numb between the legs? Call.")
    screen = await ben.presses("It is meant")
    assert "When to call a doctor" in screen
    assert "Remember: Numb between the legs? Call." in screen


async def test_a_lesson_that_is_gone_takes_no_text(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await import_backs(root)
    await ben.forges(pack(Verb.DRAFT_LESSON, "sore-backs", 2))
    await ben.presses("Edit")
    await ben.presses("Text")
    await open_lesson(root, 2)
    await root.presses("Remove")
    await root.presses("Yes, remove")
    assert "There is no such draft any more" in await ben.says("Heat may help.")


async def test_a_draft_is_thrown_away_after_a_question(root: Chat, world: World) -> None:
    await import_backs(root)
    assert "Throw this draft away?" in await root.presses("Discard")
    assert "Draft: Sore backs" in await root.presses("No, keep it")
    await root.presses("Discard")
    await world.restart()
    assert "The draft is gone." in await root.presses("Yes, throw away")
    assert "Sore backs" not in await root.presses("Courses")
    assert "There is no such draft any more" in await root.forges(pack(Verb.DRAFT, "sore-backs"))
    log = await root.says("/log")
    assert "9001 imported sore-backs" in log
    assert "9001 threw away the draft of sore-backs" in log


async def test_opening_another_form_closes_the_question(root: Chat) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    await root.says("/schedule")
    assert "When?" in await root.says("The clinic is closed on Friday.")
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    assert "Lesson 2 of 3, not approved yet" in await root.says("Heat may help.")


async def test_an_admin_who_never_finished_joining_can_type_all_the_same(root: Chat) -> None:
    await root.says("/start")
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Title")
    assert "Warmth\n" in await root.says("Warmth")
    await root.presses("Edit")
    await root.presses("Title")
    await root.says("/start")
    assert "Good, 07:30 (7:30 AM)." in await root.says("7:30")


async def test_what_is_formatted_in_telegram_arrives_in_the_lesson_as_set(
    root: Chat, world: World
) -> None:
    await import_backs(root)
    await open_lesson(root, 1)
    await root.presses("Edit")
    await root.presses("Text")
    text = "Rest may help. See NICE.\n• Walk\n• Rest"
    entities = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "text_link", "offset": 19, "length": 4, "url": "https://www.nice.org.uk/"},
        {"type": "spoiler", "offset": 9, "length": 4},
    ]
    said = {"from": "root", "text": text, "entities": entities}
    await world.post("chats/root/messages", **said)
    screen = await root.reads()
    assert "the other formatting is left out" in screen
    assert "Rest may help. See NICE.\n" in screen
    found = await world.get("chats/root/messages", after=0, wait=0)
    cards = [one for one in found if (one["text"] or "").startswith("Keep moving")]
    latest = max(cards, key=lambda it: it["change"])
    kinds = {
        latest["text"][one["offset"] : one["offset"] + one["length"]]: one["type"]
        for one in latest["entities"]
    }
    assert kinds["Rest"] == "bold"
    assert kinds["NICE"] == "text_link"
    assert "• Walk\n" in latest["text"].replace("     ", "")
