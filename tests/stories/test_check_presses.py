"""A double tap, a question why, and a typed answer in the symptom check."""

from datetime import UTC, datetime, timedelta

from bot.delivery.open_checks import LOOK, MOST_OPEN, OpenChecks
from lessons.symptom_checks.state import State
from tests.support.check_taps import keyboard, reach, tap
from tests.support.conversation import Chat
from tests.support.symptom_check_people import CHECK
from tests.support.tables import table

NOW = datetime(2026, 11, 28, tzinfo=UTC)


async def press_at_once(chat: Chat, label: str) -> str:
    """Press as a second tap of a double tap does: on what has just appeared."""
    message_id = await chat.find_button(label)
    data = (await keyboard(chat, message_id))[label]
    return await chat.forges(data, message_id)


async def test_a_double_tap_makes_no_emergency(ada: Chat) -> None:
    await reach(ada, "Headache")
    await ada.presses("None of these")
    said = await press_at_once(ada, "Very bad headache within 5 minutes")
    assert said == "TOAST Please look again: this question is new.\n"
    await ada.looks()
    assert "🚨 Get emergency help now" in await press_at_once(
        ada, "Very bad headache within 5 minutes"
    )


async def test_a_double_tap_skips_no_question(ada: Chat) -> None:
    await reach(ada, "Headache")
    await ada.presses("None of these")
    assert "TOAST Please look again" in await press_at_once(ada, "None of these")
    assert await ada.find_button("Very bad headache within 5 minutes")
    assert "[18 to 49]" in await ada.presses("None of these")


async def test_a_double_tap_that_ends_a_check_does_not_leave_its_card(ada: Chat) -> None:
    await reach(ada, "Headache")
    await ada.presses("Chest pain, breathless, cold sweat")
    for label in ("‹ Previous question", "New check"):
        assert await press_at_once(ada, label) == "TOAST Please look again: this question is new.\n"
    assert "Urgent signs" in await press_at_once(ada, "Urgent signs")


async def test_quick_ticks_on_one_screen_all_count(ada: Chat) -> None:
    await reach(ada, "Back or leg", "None of these", "None of these", "18 to 49")
    await ada.looks()
    labels = [
        "Vomiting on and on, unlike usual",
        "Weight loss or night sweats",
        "New sore rash or blisters",
    ]
    for label in labels:
        assert f"[✓ {label}]" in await press_at_once(ada, label)


async def test_a_second_tap_on_the_old_screen_is_the_same_tap(ada: Chat) -> None:
    await reach(ada, "Headache")
    message_id = await ada.find_button("None of these")
    data = (await keyboard(ada, message_id))["None of these"]
    await ada.looks()
    await tap(ada, message_id, data)
    await tap(ada, message_id, data)
    assert "[Very bad headache within 5 minutes]" in await ada.reads()


@table(
    ("milliseconds", "is_new"),
    [(0, True), (699, True), (700, False), (-1, False), (-86_400_000, False)],
)
def test_a_screen_is_new_for_the_blink_of_a_double_tap(milliseconds: int, is_new: bool) -> None:
    checks = OpenChecks()
    checks.keep(1, 2, State(), NOW, screen_id="urgent")
    checks.note_shown(1, 2, NOW)
    later = NOW + timedelta(milliseconds=milliseconds)
    found = checks.find(1, 2, later)
    assert found is not None
    assert found.is_new(later) is is_new


def test_a_screen_counts_from_when_it_was_there_and_not_from_the_tap() -> None:
    checks = OpenChecks()
    checks.keep(1, 2, State(), NOW, screen_id="urgent")
    slow = NOW + timedelta(seconds=5)
    checks.note_shown(1, 2, slow)
    found = checks.find(1, 2, slow)
    assert found is not None
    assert found.is_new(slow + LOOK / 2)
    checks.keep(1, 2, State(ticked=frozenset(["chest"])), slow + LOOK, screen_id="urgent")
    found = checks.find(1, 2, slow + LOOK)
    assert found is not None
    assert not found.is_new(slow + LOOK)


def test_of_too_many_open_checks_the_oldest_are_forgotten() -> None:
    checks = OpenChecks()
    for chat in range(MOST_OPEN + 1):
        # The first one is tapped again in between.
        checks.keep(0 if chat == 2 else chat, 2, State(), NOW, screen_id="urgent")
    checks.keep(-1, 2, State(), NOW, screen_id="urgent")
    found = [checks.find_latest(chat, NOW) is not None for chat in (0, 1, 3, -1)]
    assert found == [True, False, True, True]


def test_nothing_is_remembered_after_ten_minutes() -> None:
    checks = OpenChecks()
    for chat in range(1000):
        checks.keep(chat, 2, State(), NOW, screen_id="urgent")
        checks.note_shown(chat, 2, NOW)
    assert checks.find_latest(1, NOW + timedelta(minutes=10)) is None
    assert not checks._by_chat


async def test_every_question_says_why_it_is_asked_and_keeps_its_place(ada: Chat) -> None:
    screen = await reach(ada, "Back or leg")
    why = CHECK.get_screen("urgent").why
    assert await ada.presses("Why?") == f"TOAST {why}\n"
    assert "[Numb genitals, bottom, inner thigh]" in await ada.presses("None of these")
    assert "[Why?]" in screen
    assert all(item.why for item in CHECK.screens if item.screen_id != "notice")


async def test_a_typed_answer_goes_on_with_the_check(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    assert "What bothers you?" in await ada.says("me")
    assert "New in the last few days" in await ada.says("my lower back hurts")
    await ada.says("none of these")
    assert "How old are you?" in await ada.says("no")
    assert "[Weight loss or night sweats]" in await ada.says("34")
    assert "[✓ Weight loss or night sweats]" in await ada.says("weight loss or night sweats")


async def test_a_part_of_the_body_is_taken_where_it_is_asked_and_before(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for said in ("my back", "the back", "back", "my lower back", "mein Rücken", "my leg"):
        await ada.says("/check")
        await ada.presses("For me")
        if "New in the last few days" not in (shown := await ada.says(said)):
            wrong.append((said, shown))
    assert not wrong

    # Asked for whom it is, it is no answer, and yet not lost.
    await ada.says("/check")
    shown = await ada.says("my back")
    assert "I have taken that in, for this check only." in shown
    assert "For whom is it?" in shown
    shown = await ada.presses("For me")
    assert "New in the last few days" in shown
    assert "What bothers you?" not in shown

    shown = await ada.says("my head hurts now")
    assert "/check begins one for something else." in shown
    assert "[None of these]" in shown


async def test_what_is_no_answer_shows_the_question_again_below_the_lines_of_care(
    ada: Chat,
) -> None:
    await ada.joins()
    await reach(ada, "Back or leg", "None of these", "None of these")
    said = await ada.says("why on earth")
    assert said.startswith("BOT  In an emergency: call 112 (in Germany).")
    assert "Thoughts of suicide? Tap Urgent signs." in said
    assert "Please tap a button below, or type what it says." in said
    assert "How old are you?" in said
    assert "[18 to 49]" in said
    assert "[Weight loss or night sweats]" in await ada.presses("18 to 49")


async def test_a_typed_emergency_goes_first_and_the_check_stays_where_it_is(ada: Chat) -> None:
    await ada.joins()
    await reach(ada, "Back or leg")
    assert "This sounds urgent" in await ada.says("Chest pain, breathless, cold sweat")
    assert "I am only a bot, and I am glad" in await ada.says("i want to die")
    assert "[Numb genitals, bottom, inner thigh]" in await ada.presses("None of these")


async def test_a_question_about_a_lesson_and_a_command_are_answered_as_ever(ada: Chat) -> None:
    await ada.joins()
    await reach(ada, "Back or leg")
    assert "tells about it" in await ada.says("What does saddle numbness mean?")
    assert "lessons" in await ada.says("/progress")
    assert "[None of these]" in await ada.says("what now")
