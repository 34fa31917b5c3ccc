"""What a careless, an elderly and a foreign stranger typed, and what they were after."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World

WELCOME = "[Read the first lesson]"


async def test_at_the_welcome_any_yes_is_the_button(world: World) -> None:
    said = [
        "yes", "ok", "begin", "go", "Read the first lesson", "READ THE FIRST LESSON", "/lesson",
        "ja gerne", "sí", "oui", "please start", "lesson please", "how do I start?", "हाँ", "да",
    ]  # fmt: skip
    people = await world.post("people", count=len(said))
    wrong = []
    for person, text in zip(people, said, strict=True):
        chat = world.chat(person["name"])
        await chat.says("/start")
        if place_of(1) not in (shown := await chat.says(text)):
            wrong.append((text, shown))
    assert wrong == []


async def test_at_the_welcome_anything_else_brings_its_button_again(ben: Chat) -> None:
    await ben.says("/start")
    wrong = []
    for text in ("my dog is nice", "qwrtz", "thanks", "later", "what is this?", "hello"):
        shown = await ben.says(text)
        if WELCOME not in shown or "as a time of day" in shown:
            wrong.append((text, shown))
    assert wrong == []
    assert "Good, 07:30" in await ben.says("07:30")


async def test_who_has_not_begun_is_led_to_the_beginning(world: World) -> None:
    people = await world.post("people", count=8)
    wrong = []
    for person, (text, leads) in zip(
        people,
        [
            ("Good morning dear", WELCOME),
            ("hola", WELCOME),
            ("How do I begin?", WELCOME),
            ("Yes please, I would like to begin the lessons", WELCOME),
            ("/help", "[Begin]"),
            ("/lesson", "[Begin]"),
            ("qwrtz plmpf", "[Begin]"),
            ("/settings", "[Begin]"),
        ],
        strict=True,
    ):
        chat = world.chat(person["name"])
        if leads not in (shown := await chat.says(text)):
            wrong.append((text, shown))
        elif leads == "[Begin]" and WELCOME not in await chat.presses("Begin"):
            wrong.append((text, "Begin"))
    assert wrong == []


async def test_after_joining_a_change_in_words_is_done_or_led_to(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for text, expected in (
        ("Please change the time to 8:45 in the morning", "Saved: every day at 08:45"),
        ("send it at 9 instead", "Saved: every day at 09:00"),
        ("change my time to 8:00", "Saved: every day at 08:00"),
        ("only on weekdays", "Now: Monday to Friday."),
        ("settings please", "Your settings"),
        ("change zone", "What time is it where you are now?"),
        ("wait no im in paris", "Paris, France"),
        ("im in lisbon now", "Lisbon, Portugal"),
        ("I am going to my daughter until Thursday, please send no lessons", "You are on a break"),
        ("no wait, go on", "Lessons go on where you left off."),
        ("take a break", "How long a break?"),
        ("weiter", "come as ever"),
        ("danke schön", "You are welcome."),
        ("later today", "Fine, whenever you like."),
        ("when is the next lesson?", "The next lesson comes"),
        ("delete", "[Yes, delete]"),
        ("Please stop the lessons now, thank you dear", "Stopped. Nothing more will come."),
    ):
        if expected not in (shown := await ada.says(text)) or "In an emergency" in shown:
            wrong.append((text, shown))
    assert wrong == []


async def test_while_the_place_is_asked_a_clock_a_wrapper_and_second_thoughts_are_read(
    ben: Chat,
) -> None:
    await ben.says("/start")
    await ben.says("hello dear, 8pm please")
    wrong = []
    for text, expected in (
        ("actually 7:45 pls", "Good, 07:45"),
        ("thank you", "You are welcome."),
        ("later", "Fine, whenever you like."),
        ("my clock says 5:30 pm", "Mumbai, India"),
        ("Berlin dear", "Berlin, Germany"),
        ("i live near Munich", "Munich, Germany"),
    ):
        if expected not in (shown := await ben.says(text)) or "In an emergency" in shown:
            wrong.append((text, shown))
    assert wrong == []


async def test_lessons_in_english_are_told_once_in_the_language_of_the_phone(ada: Chat) -> None:
    assert "Lektionen sind vorerst auf Englisch" in await ada.says("/start")
    assert "Lektionen sind" not in await ada.presses("Read the first lesson")


async def test_two_cities_that_read_the_same_are_told_apart(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pm")
    shown = await ben.says("Dublin")
    assert "Dublin, United States (New York time)" in shown
    assert "Dublin, United States (Los Angeles time)" in shown
