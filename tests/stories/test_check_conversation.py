"""The symptom check as a person sees it."""

import asyncio
from pathlib import Path

import pytest

from tests.support.built_in_course import place_of
from tests.support.check_taps import keyboard, reach, tap
from tests.support.conversation import Chat, World, open_world
from tests.support.symptom_check_people import CHECK
from tests.support.tables import table


async def test_the_first_screen_says_what_this_is_and_is_not(ada: Chat) -> None:
    screen = await ada.says("/check")
    assert "not a diagnosis" in screen
    assert "Nothing you tap is stored here. Telegram carries your taps." in screen
    assert "[Urgent signs]" in screen


async def test_a_sudden_worst_headache_ends_the_check_at_once(ada: Chat) -> None:
    await ada.joins()
    screen = await reach(ada, "Headache", "None of these", "Very bad headache within 5 minutes")
    assert screen.startswith("EDIT 🚨 Get emergency help now\n")
    assert "Call 112 now (in Germany)." in screen
    assert "I ticked: Very bad headache within 5 minutes." in screen
    assert "NICE guideline NG228" in screen


async def test_a_stranger_is_sent_to_the_local_number(ben: Chat) -> None:
    screen = await reach(ben, "Headache", "None of these", "Very bad headache within 5 minutes")
    assert "Call your local emergency number now." in screen


async def test_the_operators_number_holds_for_everybody(tmp_path: Path) -> None:
    async with open_world(f"sqlite:///{tmp_path / 'l.db'}", emergency_number="000") as world:
        assert "Call 000 now" in await world.chat("ben").says("/urgent")


async def test_an_ordinary_back_ache_ends_at_home_with_the_urgent_signs(ada: Chat) -> None:
    screen = await reach(ada, "Back or leg")
    for _ in range(20):
        if "Care at home, and watch" in screen:
            break
        wanted = ("None of these", "18 to 49", "Less than 2 weeks")
        label = next(label for label in wanted if f"[{label}]" in screen)
        screen = await ada.presses(label)
    assert "Care at home, and watch" in screen
    assert "cannot pee" in screen
    assert "5 minutes" not in screen
    assert "Keep moving" in screen
    assert f"Back and head check, revision {CHECK.revision}, " in screen
    assert "You can always ask sooner." in screen
    assert "See a clinician if it lasts 6 weeks" in screen


async def test_a_tick_stays_and_none_becomes_next(ada: Chat) -> None:
    await reach(ada, "Back or leg", "None of these", "None of these", "18 to 49")
    screen = await ada.presses("Vomiting on and on, unlike usual")
    assert "[✓ Vomiting on and on, unlike usual]" in screen
    assert "[Next]" in screen
    assert "[None of these]" not in screen
    await ada.presses("Next")
    assert "[✓ Vomiting on and on, unlike usual]" in await ada.presses("‹ Previous question")
    assert "[Vomiting on and on, unlike usual]" in await ada.presses(
        "✓ Vomiting on and on, unlike usual"
    )


async def test_what_no_button_can_say_stands_above_and_is_ticked_with_it(ada: Chat) -> None:
    none = ("None of these", "None of these")
    screen = await reach(ada, "Back or leg", *none, "18 to 49", *none)
    assert "\n     • Weak defences: HIV, chemo" in screen
    assert screen.count("• ") == 1
    assert "✓ Weak defences: HIV, chemo" in await ada.presses("Weak defences, injected drugs")


async def test_two_quick_taps_on_one_screen_both_count(ada: Chat) -> None:
    await reach(ada, "Back or leg", "None of these", "None of these", "18 to 49")
    message_id = await ada.find_button("Vomiting on and on, unlike usual")
    drawn = await keyboard(ada, message_id)
    await ada.looks()
    labels = [label for label in drawn if drawn[label].startswith("c:")][3:5]
    for label in labels:
        await tap(ada, message_id, drawn[label])
    await ada.reads()
    now = await keyboard(ada, message_id)
    assert {f"✓ {label}" for label in labels} <= set(now)


async def test_a_tap_on_an_old_screen_still_counts_after_it_was_left(ada: Chat) -> None:
    await reach(ada, "Headache")
    message_id = await ada.find_button("Chest pain, breathless, cold sweat")
    drawn = await keyboard(ada, message_id)
    await ada.looks()
    await tap(ada, message_id, drawn["None of these"])
    await tap(ada, message_id, drawn["Chest pain, breathless, cold sweat"])
    assert "🚨 Get emergency help now" in await ada.reads()


async def test_the_card_takes_on_a_second_emergency_and_never_gives_one_up(ada: Chat) -> None:
    await reach(ada, "Headache")
    message_id = await ada.find_button("Bad crash, dive or high fall")
    drawn = await keyboard(ada, message_id)
    await ada.looks()
    for label in (
        "Bad crash, dive or high fall",
        "Tearing pain inside, not a strain",
        "‹ Previous question",
        "None of these",
    ):
        await tap(ada, message_id, drawn[label])
    screen = await ada.reads()
    assert "🚨 Get emergency help now" in screen
    assert "Tearing pain inside, not a strain; Bad crash, dive or high fall." in screen


async def test_the_card_carries_no_answers(ada: Chat) -> None:
    await reach(ada, "Headache", "Bad crash, dive or high fall")
    message_id = await ada.find_button("New check")
    assert await keyboard(ada, message_id) == {
        "‹ Previous question": "c-back",
        "Urgent signs": "urgent",
        "New check": "check",
    }


async def test_a_wrong_tap_that_ended_the_check_is_taken_back_on_the_card(ada: Chat) -> None:
    await reach(ada, "Headache", "Bad crash, dive or high fall")
    screen = await ada.presses("‹ Previous question")
    assert "[Bad crash, dive or high fall]" in screen
    assert "[None of these]" in screen
    assert "[Back or leg]" in await ada.presses("‹ Previous question")


async def test_nothing_is_taken_back_after_a_restart(ada: Chat, world: World) -> None:
    await reach(ada, "Headache", "Bad crash, dive or high fall")
    await world.restart()
    assert "[New check]" in await ada.presses("‹ Previous question")


async def test_something_else_very_wrong_brings_an_ambulance_and_accuses_nobody(
    ada: Chat,
) -> None:
    await reach(ada, "Something else")
    screen = await ada.presses("Something else feels very wrong")
    assert "🚨 Get emergency help now" in screen
    assert "Ask for an ambulance" in screen
    assert "You matter" not in screen


async def test_who_thinks_of_ending_their_life_is_answered_and_asked_nothing(ada: Chat) -> None:
    screen = await reach(ada, "Thoughts of ending my life")
    assert "You matter, and help is there day and night." in screen
    assert "Call a crisis line" in screen
    assert "Ask for an ambulance" not in screen
    assert "?" not in screen.split("Why am I told this?")[0]


async def test_an_emergency_card_has_one_order(ada: Chat) -> None:
    screen = await reach(ada, "Back or leg", "None of these", "None of these", "18 to 49")
    await ada.presses("Pregnant, maybe, or new mother")
    await ada.presses("Next")
    screen = await ada.presses("Bleeding, leaking, less moves")
    assert "Go to your maternity unit now" in screen
    assert "emergency department" not in screen
    assert "Say how far along you are" in screen


async def test_not_sure_names_what_it_was_about(ada: Chat) -> None:
    screen = await reach(ada, "Back or leg", "None of these", "Not sure", "18 to 49")
    while "[None of these]" in screen:
        screen = await ada.presses("None of these")
    if "[Less than 2 weeks]" in screen:
        screen = await ada.presses("Less than 2 weeks")
    assert "Speak to a clinician today" in screen
    assert "You were not sure about one of these: Numb genitals, bottom, inner thigh; " in screen


async def test_the_buttons_answers_serve_after_a_restart(ada: Chat, world: World) -> None:
    await reach(ada, "Back or leg", "None of these", "None of these", "18 to 49")
    await ada.presses("Vomiting on and on, unlike usual")
    await world.restart()
    first_tap = await ada.presses("Next")
    assert first_tap == "TOAST Please look again, then tap once more.\n"
    screen = await ada.presses("Next")
    assert "Vomiting on and on, unlike usual" not in screen
    assert "[✓ Vomiting on and on, unlike usual]" in await ada.presses("‹ Previous question")


async def test_a_tick_after_a_restart_counts_at_once(ada: Chat, world: World) -> None:
    await reach(ada, "Headache")
    await world.restart()
    assert "🚨 Get emergency help now" in await ada.presses("Bad crash, dive or high fall")


@table("data", ["c:", "c:AAAA", "c:" + "A" * 50, "c:%%%%", "c:é"])
async def test_a_forged_or_outdated_button_gets_a_fresh_start(ada: Chat, data: str) -> None:
    await ada.says("/check")
    screen = await ada.forges(data)
    assert "please begin again" in screen
    assert "[New check]" in screen


async def test_in_a_group_there_is_only_the_way_to_the_private_chat(world: World) -> None:
    group = await world.post(
        "chats", type="group", title="Back class", members=["ada"], admins=["ada"]
    )
    ada = world.chat("ada", group["id"])
    await ada.reads()
    screen = await ada.says("/check")
    assert "[Open the private chat]" in screen
    assert "For me]" not in screen


async def test_the_deep_link_opens_the_check(ben: Chat) -> None:
    assert "Back and head check" in await ben.says("/start check")


async def test_no_lesson_interrupts_an_open_check_and_it_comes_afterwards(
    ada: Chat, world: World
) -> None:
    await ada.joins("07:30")
    await world.advance(to="2026-11-23T06:29:00Z")
    await reach(ada, "Headache")
    await world.advance(to="2026-11-23T06:31:00Z")
    assert "Lesson" not in await ada.reads()
    screen = await ada.presses("Bad crash, dive or high fall")
    assert "🚨 Get emergency help now" in screen
    assert place_of(2) in screen


async def test_an_abandoned_check_holds_a_lesson_for_minutes_only(ada: Chat, world: World) -> None:
    await ada.joins("07:30")
    await world.advance(to="2026-11-23T06:29:00Z")
    await reach(ada, "Headache")
    await world.advance(to="2026-11-23T06:40:00Z")
    assert place_of(2) in await ada.reads()


async def test_urgent_signs_are_one_tap_from_every_lesson(ada: Chat) -> None:
    assert "[Quick question] [Urgent signs]" in await ada.joins()
    screen = await ada.presses("Urgent signs")
    assert "Call 112 now (in Germany)." in screen
    assert "A sudden, very bad headache, at its worst within 5 minutes." in screen
    assert "You matter" in screen
    assert screen.replace("EDIT", "BOT ") == (await ada.says("/urgent")).replace("EDIT", "BOT ")


async def test_a_text_that_names_an_emergency_is_answered_first_whatever_was_asked(
    ada: Chat,
) -> None:
    await ada.says("/start")
    screen = await ada.says("I have chest pain and my arm hurts")
    assert "This sounds urgent" in screen
    assert "Call your local emergency number now." in screen
    assert "Good, 08:00." in await ada.says("8:00")


async def test_a_tap_counts_even_if_telegram_takes_no_answer_to_it(ada: Chat, world: World) -> None:
    await reach(ada, "Back or leg")
    message_id = await ada.find_button("Chest pain, breathless, cold sweat")
    data = (await keyboard(ada, message_id))["Chest pain, breathless, cold sweat"]
    await ada.looks()
    await world.post("faults", method="answerCallbackQuery", kind="status_500", times=1)
    unanswered = asyncio.create_task(tap(ada, message_id, data))
    await asyncio.sleep(0.3)
    assert "🚨 Get emergency help now" in await ada.reads()
    unanswered.cancel()


@pytest.mark.parametrize(
    "said", ["/foo I cannot breathe", "/pause I want to die", "/start x, I want to kill myself"]
)
async def test_words_after_a_command_can_name_an_emergency(ada: Chat, said: str) -> None:
    await ada.joins()
    assert "I am only a bot" in await ada.says(said)


async def test_a_text_about_ending_ones_life_gets_the_crisis_words(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("i want to end my life")
    assert "You matter" in screen
    assert "TelefonSeelsorge listens at 0800 111 0 111 (in Germany)." in screen
    assert "Call 112 now (in Germany)." in screen
    assert "?" not in screen, "nothing is asked back"
