"""The first minute, as a person sees it."""

from tests.support.built_in_course import COUNT, COURSE, place_of
from tests.support.chat_drafts import import_backs, publish_backs
from tests.support.conversation import Chat, World


async def test_a_newcomer_reads_the_first_lesson_before_anything_is_asked(
    ada: Chat, world: World
) -> None:
    greeting = await ada.says("/start")
    assert greeting == (
        "BOT  Hello, this is Lesson a Day.\n\n"
        "     Two weeks, a minute a day: what helps a sore back or head, and when to worry.\n\n"
        "     This is information, not a diagnosis. Not yet reviewed by a clinician.\n\n"
        "     Die Lektionen sind vorerst auf Englisch; Notfälle verstehe ich auch auf Deutsch.\n"
        "     [Read the first lesson]\n"
    )
    assert len(greeting.split()) <= 60
    screen = await ada.presses("Read the first lesson")
    assert f"BOT  {COURSE.lessons[0].title}\n" in screen
    assert f"     {place_of(1)}\n" in screen
    assert "That was one. When should the next come?" in screen
    await ada.presses("07:30")
    screen = await ada.presses_clock("Berlin")
    assert "Here is your" not in screen
    assert "The next lesson comes Mon 23 November, 07:30 (Berlin)." in screen
    await world.advance_days(1)
    assert place_of(2) in await ada.reads()


async def test_a_first_lesson_before_the_zone_is_known_costs_no_day_and_doubles_none(
    ben: Chat, world: World
) -> None:
    """At noon UTC it is still the 22nd in Honolulu, and the 23rd in Auckland."""
    for city, following in (("Honolulu", "Mon 23 November"), ("Auckland", "Tue 24 November")):
        await ben.says("/start")
        await ben.presses("Read the first lesson")
        await ben.says("23:30" if city == "Honolulu" else "2:30")
        screen = await ben.says_city(city)
        assert f"The next lesson comes {following}" in screen, city
        assert place_of(2) not in screen, city
        await ben.says("/privacy")
        await ben.presses("Delete all of it")
        await ben.presses("Yes, delete")


async def test_a_second_tap_on_the_first_lesson_brings_no_second_one(
    ada: Chat, world: World
) -> None:
    await ada.says("/start")
    message_id = await ada.find_button("Read the first lesson")
    press = {"from": "ada", "message_id": message_id, "callback_data": "first"}
    await world.post("chats/ada/presses", **press)
    await world.post("chats/ada/presses", **press)
    screen = await ada.reads()
    assert screen.count(place_of(1)) == 1
    assert screen.count("When should the next come?") == 1


async def test_a_newcomer_taps_a_time_types_a_city_and_reads_the_first_lesson(ada: Chat) -> None:
    await ada.says("/start")
    screen = await ada.says("07:30")
    assert screen.startswith("BOT  Good, 07:30.\n     What time is it where you are now?")
    assert "[13:00 · Berlin]" in screen
    assert "[Type my city]" in screen
    await ada.presses("Type my city")
    assert "[Berlin, Germany · 13:00]" in await ada.says("berlin")
    screen = await ada.presses("Berlin, Germany · 13:00")
    confirmation, first = screen.split("BOT  ")
    assert confirmation == (
        "EDIT All set: every day at 07:30, Berlin time.\n"
        "     Here is your first lesson. The next comes Mon 23 November, 07:30 (Berlin).\n"
        "     /settings changes this, /pause takes a break, /stop ends it.\n"
        "     [What comes]\n"
    )
    assert first.startswith(f"{COURSE.lessons[0].title}\n")
    assert "[Quick question]" in first


async def test_times_are_understood_as_people_type_them(ben: Chat) -> None:
    await ben.says("/start")
    screen = await ben.says("25:00")
    assert "I could not read “25:00” as a time of day" in screen
    assert "like 7:45, 19:30 or 8pm" in screen
    assert "Good, 20:00 (8:00 PM)." in await ben.says("8 p.m.")


async def test_what_is_asked_for_too_early_names_the_question_that_is_open(ben: Chat) -> None:
    await ben.says("/start")
    screen = await ben.says("/settings")
    assert "That comes once you have joined. This is still open:" in screen
    assert "When should your lesson come?" in screen
    await ben.says("half past seven in the morning, please")
    screen = await ben.says("/lessons")
    assert "This is still open:\n" in screen
    assert "What time is it where you are now?" in screen


async def test_a_wrong_time_does_not_lose_the_dialogue(ben: Chat, world: World) -> None:
    await ben.says("/start")
    await ben.says("soon")
    await world.restart()
    assert "Good, 19:30 (7:30 PM)." in await ben.says("1930")


async def test_an_unknown_place_gets_an_example(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    screen = await ben.says("Qwzxqwzx")
    assert "I do not know a place called “Qwzxqwzx”" in screen
    assert "such as London" in screen


async def test_a_country_with_several_zones_offers_each_with_its_time(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    screen = await ben.says("new zealand")
    assert "All set: every day at 8:00 AM, Auckland time." in screen


async def test_a_shared_location_becomes_a_zone_and_is_forgotten(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    assert "<Share my location>" in await ben.presses("Share my location")
    screen = await ben.shares(-36.85, 174.76)
    assert "That is Auckland time; the place itself is forgotten." in screen
    assert "All set: every day at 8:00 AM, Auckland time." in screen
    assert place_of(1) in screen


async def test_a_location_at_sea_is_told_with_the_sign_that_people_use(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    await ben.presses("Share my location")
    screen = await ben.shares(-20.0, 40.0)
    assert "That is UTC+3 time; the place itself is forgotten." in screen
    assert "Etc/" not in screen + await ben.says("/settings") + await ben.says("/privacy")


async def test_a_city_typed_instead_of_a_location_does_as_well(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    await ben.presses("Share my location")
    screen = await ben.says("Lyon")
    assert screen.startswith("BOT  All right, by name then.")
    assert "Lyon, France, then." in screen


async def test_what_is_typed_before_a_course_is_chosen_brings_its_question_again(
    ben: Chat, root: Chat
) -> None:
    await import_backs(root)
    await publish_backs(root)
    question = await ben.says("/start")
    assert "Which course would you like?" in question
    for typed in ("London", "7:30"):
        assert await ben.says(typed) == question
    welcome = await ben.says("sore backs!")
    assert "Sore backs\n" in welcome
    assert "[Read the first lesson]" in welcome
    assert "Good, 07:30 (7:30 AM)." in await ben.says("7:30")


async def test_every_step_of_the_first_minute_survives_a_restart(ada: Chat, world: World) -> None:
    await ada.says("/start")
    await world.restart()
    await ada.says("7:30")
    await world.restart()
    await ada.presses("Type my city")
    await world.restart()
    await ada.says("Berlin")
    await world.restart()
    assert place_of(1) in await ada.presses("Berlin, Germany · 13:00")


async def test_two_quick_taps_bring_one_first_lesson(ada: Chat, world: World) -> None:
    await ada.says("/start")
    await ada.says("07:30")
    message_id = await ada.find_button("13:00 · Berlin")
    press = {"from": "ada", "message_id": message_id, "callback_data": "zone:Europe/Berlin"}
    await world.post("chats/ada/presses", **press)
    await world.post("chats/ada/presses", **press)
    assert (await ada.reads()).count(place_of(1)) == 1


async def test_start_again_greets_and_changes_nothing(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("/start")
    assert f"1 of {COUNT} lessons" in screen
    assert "The next lesson comes Mon 23 November, 07:30 (Berlin)." in screen


async def test_forged_buttons_change_nothing(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8:00")
    assert "TOAST That button is out of date." in await ben.forges("zone:Mars/Olympus")
    assert "TOAST That button is out of date." in await ben.forges("time:9999")
    assert "TOAST That button is out of date." in await ben.forges("zone")
    assert "TOAST That button is out of date." in await ben.forges("\x00\x01")
    assert "What time is it where you are now?" in await ben.says("/progress"), (
        "the question is still open"
    )


async def test_whatever_is_said_in_between_the_open_question_is_asked_again(ben: Chat) -> None:
    await ben.says("/start")
    for command in ("/settings", "/pause", "/resume"):
        assert "When should your lesson come?" in await ben.says(command)
    await ben.says("8:00")
    for command in ("/settings", "/pause", "/resume", "/lesson"):
        assert "What time is it where you are now?" in await ben.says(command)
    assert "[Lesson at 08:30 (8:30 AM) instead]" in await ben.says("8:30"), "second thoughts"
    assert "Lyon, France, then." in await ben.says("Lyon")


async def test_a_location_that_nobody_asked_for_changes_nothing(ada: Chat) -> None:
    await ada.joins()
    assert "I did not ask for a place" in await ada.shares(-36.85, 174.76)
    assert "Time zone: Berlin" in await ada.says("/settings")


async def test_the_button_for_a_location_goes_once_the_zone_is_known_otherwise(ada: Chat) -> None:
    await ada.says("/start")
    await ada.says("21:00")
    assert "<Share my location>" in await ada.presses("Share my location")
    assert "Good, I need no location." in await ada.presses_clock("Berlin")
    assert "/settings" in await ada.says("/help")


async def test_a_plain_answer_is_no_place_and_the_question_stays_with_its_buttons(
    ben: Chat,
) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    for text in (
        "yes",
        "Yes, the same",
        "no",
        "ok",
        "same",
        "si",
        "sí",
        "hola",
        "morning",
    ):
        screen = await ben.says(text)
        assert "What time is it where you are now?" in screen, text
        assert "[Type my city]" in screen, text


async def test_what_the_clock_shows_is_taken_for_that(ada: Chat, ben: Chat) -> None:
    await ada.says("/start")
    await ada.says("7:45")
    assert "every day at 07:45, Berlin time" in await ada.says("13:00")
    await ben.says("/start")
    await ben.says("8pm")
    screen = await ben.says("5:30 pm")
    assert "[Mumbai, India · 17:30 (5:30 PM)]" in screen
    assert "[Lesson at 17:30 (5:30 PM) instead]" in screen
    assert "No clock shows 9:11 just now." in await ben.says("9:11")
    assert "Did you mean Bogotá?" in await ben.says("Bogata")
    assert "every day at 8:00 PM, Bogota time" in await ben.says("yes")


async def test_a_time_that_may_be_either_is_shown_with_the_other(ada: Chat) -> None:
    await ada.says("/start")
    assert "[04:30] [16:30]" in await ada.says("half past four")
    assert "[I meant 19:45]" in await ada.says("7:45")
    assert "Good, 19:45." in await ada.presses("I meant 19:45")
    await ada.presses_clock("Berlin")
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "[08:00, Monday to Friday]" in await ada.says("8am every weekday")
    assert "Saved: Monday to Friday at 08:00" in await ada.presses("08:00, Monday to Friday")


async def test_a_press_far_above_says_where_its_answer_is(ada: Chat, world: World) -> None:
    await ada.joins()
    assert "TOAST" not in await ada.presses("Urgent signs")
    await world.advance_days(2)
    assert "TOAST Sent below ↓" in await ada.presses("Urgent signs")
