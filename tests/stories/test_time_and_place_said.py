"""A time or a place that is said unasked, early or in one breath: it is kept, and asked back."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World


async def test_a_time_before_the_first_lesson_is_kept_and_not_asked_for_again(ben: Chat) -> None:
    shown = await ben.says("every morning at 7 please")
    assert "Hello, this is Lesson a Day." in shown
    assert "Good, 07:00 (7:00 AM)." in shown
    shown = await ben.presses("Read the first lesson")
    assert place_of(1) in shown
    assert "That was one. The next comes at 07:00 (7:00 AM), as you said." in shown
    assert "When should" not in shown
    assert "When should your lesson come?" in await ben.presses("Another time")
    await ben.says("8pm")
    assert "every day at 8:00 PM, Dubai time" in await ben.says("Dubai")


async def test_the_first_lesson_can_be_asked_for_after_the_time(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    shown = await ben.says("can i see the lesson first")
    assert place_of(1) in shown
    assert "as you said" in shown


async def test_time_and_place_in_one_breath_are_both_taken_by_one_tap(world: World) -> None:
    said = (
        ("8pm Berlin", "Yes, 20:00 in Berlin, Germany", "every day at 20:00, Berlin time"),
        ("7:30 pm, Chicago", "Yes, 7:30 PM in Chicago, United States", "7:30 PM, Chicago time"),
        ("9 in the morning London time", "09:00 in London, United Kingdom", "09:00, London time"),
        ("6 am in Dubai", "Yes, 6:00 AM in Dubai, United Arab Emirates", "6:00 AM, Dubai time"),
    )
    people = await world.post("people", count=3 * len(said))
    wrong = []
    for before in ((), ("/start",), ("/start", "yes")):
        for text, label, saved in said:
            chat = world.chat(people.pop()["name"])
            for each in before:
                await chat.says(each)
            shown = await chat.says(text)
            if f"[{label}]" not in shown or saved not in (shown := await chat.presses(label)):
                wrong.append((before, text, shown))
    assert not wrong


async def test_both_are_offered_to_who_has_joined_and_can_be_undone(ada: Chat) -> None:
    await ada.joins()
    for opens in (False, True):
        if opens:
            await ada.says("/settings")
            await ada.presses("Change time")
        shown = await ada.says("could you send it at 10 pm Lisbon time")
        assert "Lessons at 22:00, Lisbon time?" in shown
        assert "Nothing has changed: lessons come every day at 07:30, Berlin time." in shown
        shown = await ada.presses("Yes, 22:00 in Lisbon, Portugal")
        assert "Saved: every day at 22:00, Lisbon time." in shown
        assert "Saved: every day at 07:30, Berlin time." in await ada.presses("Undo")


async def test_what_the_clock_of_a_city_shows_is_no_wish_for_another_time(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    shown = await ben.says("13:00 in Berlin")
    assert "[Berlin, Germany · 13:00 (1:00 PM)]" in shown


async def test_a_bare_time_is_asked_and_not_silently_set(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for text, question, *buttons in (
        ("7:30 pm", "Change your time to 19:30?", "Yes, change it"),
        ("noon", "Change your time to 12:00?", "Yes, change it"),
        ("at 9", "Change your time?", "09:00", "21:00"),
        ("make it half past six", "Which time do you mean?", "06:30", "18:30"),
        ("an hour later", "Change your time to 08:30?", "Yes, change it"),
        ("half an hour earlier please", "Change your time to 07:00?", "Yes, change it"),
        ("earlier", "Change your time?", "07:00", "06:30", "05:30"),
        ("7:30", "Change your time?", "19:30"),
        ("07:30", "That is your time already.", "Settings"),
        ("a quarter past nine in the morning would suit me", "to 09:15?", "Yes, change it"),
    ):
        shown = await ada.says(text)
        if question not in shown or any(f"[{button}]" not in shown for button in buttons):
            wrong.append((text, shown))
        if "Time: 07:30" not in (stands := await ada.says("/settings")):
            wrong.append((text, stands))
    assert not wrong
    await ada.says("at 9")
    assert "Saved: every day at 21:00" in await ada.presses("21:00")


async def test_a_city_that_is_said_unasked_is_offered_as_the_place(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change zone")
    await ada.world.advance_days(15)
    await ada.reads()
    shown = await ada.says("Ciudad de México")
    assert "Change your time zone?" in shown
    assert "Nothing has changed" in shown
    assert "[Mexico City, Mexico · 06:00]" in shown
    assert "Your time zone is Berlin already." in await ada.says("Munich")
    assert "Change your time zone" not in await ada.says("lovely")


async def test_a_place_before_the_time_is_asked_for_later_or_taken_where_the_time_is_kept(
    ben: Chat,
) -> None:
    await ben.says("/start")
    assert "I ask for the place after your first lesson." in await ben.says("Naples")
    await ben.says("7pm")
    await ben.world.advance_days(15)
    assert "every day at 19:00, Mexico City time" in await ben.says("Ciudad de México")


async def test_in_plain_english_the_country_of_the_zone_tells_how_the_hours_are_written(
    ben: Chat, root: Chat
) -> None:
    joined = await ben.joins("7:30 pm", "Chicago")
    assert "All set: every day at 7:30 PM, Chicago time." in joined
    everywhere = [joined, *[await ben.says(each) for each in ("/settings", "what comes", "noon")]]
    await ben.says("/settings")
    everywhere.append(await ben.presses("Change time"))
    assert not [screen for screen in everywhere if "19:30" in screen or "00:00" in screen]
    assert "[12:30 PM]" in everywhere[-1]
    assert "All set: every day at 19:30, Berlin time." in await root.joins("7:30 pm")
