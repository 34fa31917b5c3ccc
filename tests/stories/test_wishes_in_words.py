"""Wishes in words: what changes anything is asked first, and what nobody can tell is left alone."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World

CARE = "In an emergency"


async def test_fewer_lessons_are_offered_and_one_tap_sets_them(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says("too many messages")
    assert "Nothing has changed so far. Now: every day." in shown
    assert "Days: every day" in await ada.says("/settings")
    await ada.says("twice a week")
    assert "Now: Mon, Thu." in await ada.presses("Yes, Mon, Thu")
    await ada.says("less")
    assert "How long a break?" in await ada.presses("A break")


async def test_words_that_may_mean_somebodys_life_get_the_lines_of_care(ada: Chat) -> None:
    await ada.joins()
    for said in ("it is too much", "It's all too much for me. I am so tired."):
        assert CARE in await ada.says(said), said
    assert CARE not in await ada.says("too many lessons")


async def test_not_today_is_asked_where_a_lesson_is_to_come_today(ada: Chat, world: World) -> None:
    await ada.joins("20:00")
    await world.advance_days(0.6)
    await ada.reads()
    shown = await ada.says("not today")
    assert "Not today? Nothing has changed so far." in shown
    for button in ("Tomorrow instead", "Skip that lesson", "No, as planned"):
        assert f"[{button}]" in shown
    assert "Lessons come from Tue 24 November" in await ada.presses("Tomorrow instead")


async def test_this_evening_moves_the_next_lesson_once_and_only_by_a_tap(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await world.advance_days(0.6)
    shown = await ada.says("this evening")
    assert "What can I do for you" not in shown
    assert "In the evening, then: Mon 23 November, 20:00" in await ada.presses(
        "This evening instead"
    )


async def test_an_unknown_topic_is_told_what_the_course_has(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says("anything on sleep?")
    assert "The course has lessons 1 to 16:" in shown
    assert "12. Sciatica" in shown
    assert "Lesson 9, " in await ada.says("something about painkillers")


async def test_a_lesson_before_and_once_more_are_shown_again(ada: Chat) -> None:
    await ada.joins()
    await ada.says("more")
    assert place_of(2) in await ada.says("send me that lesson once more")
    assert place_of(1) in await ada.says("go back one")


async def test_while_somebody_joins_such_wishes_come_later_and_the_question_stays(
    ben: Chat,
) -> None:
    await ben.says("/start")
    await ben.presses("Read the first lesson")
    for said in ("twice a week", "something about painkillers", "send it again"):
        shown = await ben.says(said)
        assert "That comes once you have joined." in shown, said
        assert "When should your lesson come?" in shown, said


async def test_who_gets_nothing_can_come_back_in_any_words_and_is_shown_how(ada: Chat) -> None:
    await ada.joins()
    for stops in ("/pause 10 days", "/stop"):
        for said in ("I'm home again, please carry on", "volver", "ok you can start again now"):
            await ada.says(stops)
            assert "Lessons go on where you left off." in await ada.says(said), (stops, said)
        await ada.says(stops)
        for said in ("I can't go on", "please do not start again", "qwrtz"):
            shown = await ada.says(said)
            assert "go on where you left off" not in shown, said
            assert "[Resume]" in shown or "emergency number" in shown or "I am glad" in shown, said
        await ada.says("/resume")


async def test_a_mistyped_command_is_asked_and_does_nothing_by_itself(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for typed, meant in (
        ("/setings", "settings"),
        ("/strat", "start"),
        ("/puase", "pause"),
        ("/stpo", "stop"),
        ("sotp", "stop"),
        ("unsubcribe", "stop"),
        ("/lesons", "lessons"),
        ("/skp", "skip"),
    ):
        shown = await ada.says(typed)
        if f"Did you mean /{meant}?" not in shown or f"[Yes, /{meant}]" not in shown:
            wrong.append((typed, shown))
    assert wrong == []
    assert "The next lesson comes" in await ada.says("/progress")
    assert "Skipped: lesson 2" in await ada.presses("Yes, /skip")
    assert "Nothing will come" not in await ada.says("/sotp")
    assert "Stopped." in await ada.presses("Yes, /stop")


async def test_what_only_looks_like_a_command_is_none(ada: Chat) -> None:
    await ada.joins()
    for typed in ("/nosuchcommand", "Pune", "lesion on my back", "/x"):
        assert "Did you mean /" not in await ada.says(typed), typed


async def test_thanks_with_a_complaint_in_it_goes_by_the_complaint(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says("thank you so much, this was really helpful")
    assert "You are welcome." in shown
    assert CARE not in shown
    for said, answer in (
        ("thank you but my back is still hurting a lot", "Back and head check"),
        ("thanks for everything but I can't breathe", "This sounds urgent"),
        ("thank you for everything, goodbye forever", "I am glad that you wrote"),
        ("thanks, I feel much worse and so alone", CARE),
    ):
        shown = await ada.says(said)
        assert answer in shown, (said, shown)
        assert "You are welcome" not in shown, said
        await ada.says("/settings")


async def test_a_long_greeting_hides_no_complaint(ada: Chat) -> None:
    await ada.joins()
    shown = await ada.says(
        "Good morning dear, I hope you and your family are well. I'm afraid my back has been "
        "rather sore since yesterday, what should I do?"
    )
    assert "Back and head check" in shown


async def test_an_angry_word_is_met_with_a_way_out(ada: Chat) -> None:
    await ada.joins()
    for said in ("fuck off", "you are useless", "this is spam!"):
        shown = await ada.says(said)
        assert "I am sorry." in shown, said
        assert "[Stop lessons]" in shown, said
    assert "I am sorry" not in await ada.says("I hate my life")


async def test_who_writes_spanish_is_told_once_in_spanish_that_lessons_are_in_english(
    ben: Chat, ada: Chat
) -> None:
    await ben.joins()
    shown = await ben.says("en español por favor")
    assert "Las lecciones son por ahora en inglés" in shown
    assert "[Help]" in shown
    assert "Las lecciones" not in await ben.says("quiero más lecciones en español")
    assert "As lições são por enquanto em inglês" in await ben.says("não entendo português bem")
    await ada.joins()
    assert "Die Lektionen" not in await ada.says("ich verstehe kein Englisch")
    assert "Stopped." in await ben.says("no quiero más mensajes")


async def test_a_second_press_on_a_keyboard_that_nobody_has_seen_does_nothing(
    ben: Chat, world: World
) -> None:
    await ben.says("/start")
    await ben.presses("Read the first lesson")
    message_id = await ben.find_button("07:30 (7:30 AM)")
    press = {"from": "ben", "message_id": message_id, "button": "07:30 (7:30 AM)"}
    await world.post("chats/ben/presses", **press)
    await world.settle()
    city = await ben.find_label("· London")
    second = press | {"button": city}
    answer = await world.post("chats/ben/presses", **second)
    assert answer["answer"] == "That has just changed. Please look, and tap again."
    assert "All set" not in await ben.reads()
    await world.advance(advance_seconds=1)
    await world.post("chats/ben/presses", **second)
    assert "All set: every day at 07:30, London time." in await ben.reads()


async def test_days_may_be_switched_as_fast_as_anybody_taps(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("change days")
    message_id = await ada.find_button("Mon: on")
    press = {"from": "ada", "message_id": message_id}
    for label in ("Mon: on", "Tue: on", "Wed: on"):
        await world.post("chats/ada/presses", **press, button=label)
        await world.settle()
    assert "Now: Thu, Fri, Sat, Sun." in await ada.reads()


async def test_a_time_for_today_is_taken_once(world: World) -> None:
    ada = world.chat("ada")
    await ada.joins()
    await ada.says("7 tonight instead")
    assert "Once, then: Mon 23 November, 19:00" in await ada.presses(
        "Only on Mon 23 November, 19:00"
    )
    await world.advance_days(1.5)
    assert "Tue 24 November, 07:30" in await ada.says("/progress")
