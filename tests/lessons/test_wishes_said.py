"""Wishes of another pace, lesson, time or place are found, and none where there is none."""

from datetime import time

from lessons.language.which_language import find_language
from lessons.language.wishes import Wish, find_wish
from lessons.places.place_within import find_lone_place
from lessons.questions.lesson_wishes import LessonWishKind, find_lesson_wish
from lessons.questions.near_commands import find_near_command
from lessons.questions.pace_wishes import PaceKind, find_pace_wish
from lessons.questions.returns import wishes_longer_break, wishes_return
from lessons.questions.talk import Topic, find_topic
from lessons.questions.time_and_place import find_time_and_place
from lessons.times.said_time import find_said_time
from lessons.times.time_shift import find_time_shift, shift
from tests.support.tables import table

NAMES = ("start", "stop", "settings", "pause", "lesson", "lessons", "skip", "help", "check")


@table(
    ("text", "kind"),
    [
        ("less", PaceKind.FEWER),
        ("it's too much for me", PaceKind.FEWER),
        ("daily is too much", PaceKind.FEWER),
        ("menos mensajes por favor", PaceKind.FEWER),
        ("twice a week", PaceKind.DAYS),
        ("jeden zweiten Tag bitte", PaceKind.DAYS),
        ("dos veces por semana", PaceKind.DAYS),
        ("cada dos días", PaceKind.DAYS),
        ("tuesdays and fridays", PaceKind.DAYS),
        ("not today", PaceKind.NOT_TODAY),
        ("hoy no", PaceKind.NOT_TODAY),
        ("tonight rather", PaceKind.EVENING),
        ("heute Abend lieber", PaceKind.EVENING),
        ("my pain is too much", None),
        ("too much pain today", None),
        ("tonight I will die", None),
        ("I drink less and my back hurts", None),
        ("monday", None),
        ("good evening", None),
        ("every", None),
    ],
)
def test_a_pace_is_found(text: str, kind: PaceKind | None) -> None:
    wish = find_pace_wish(text)
    assert (wish.kind if wish else None) == kind


def test_what_may_be_meant_for_a_life_is_not_sure() -> None:
    for text, is_sure in (("it is too much", False), ("too many messages", True), ("less", True)):
        wish = find_pace_wish(text)
        assert wish is not None
        assert wish.is_sure is is_sure, text


@table(
    ("text", "kind", "topic"),
    [
        ("something about painkillers", LessonWishKind.ABOUT, "painkillers"),
        ("show me the sciatica one", LessonWishKind.ABOUT, "sciatica"),
        ("what about sleeping positions", LessonWishKind.ABOUT, "sleeping positions"),
        ("send me that lesson once more", LessonWishKind.AGAIN, ""),
        ("otra vez por favor", LessonWishKind.AGAIN, ""),
        ("go back one", LessonWishKind.BEFORE, ""),
        ("otra lección", LessonWishKind.MORE, ""),
        ("may I have the next one already?", LessonWishKind.NEXT, ""),
        ("start again", None, ""),
        ("my back hurts again", None, ""),
        ("tell me about yourself", None, ""),
        ("read the first lesson", None, ""),
        ("this is a good one", None, ""),
        ("i have more pain", None, ""),
    ],
)
def test_a_lesson_is_found(text: str, kind: LessonWishKind | None, topic: str) -> None:
    wish = find_lesson_wish(text)
    assert (wish.kind if wish else None, wish.topic if wish else "") == (kind, topic)


@table(
    ("text", "minutes"),
    [
        ("an hour later", (60,)),
        ("half an hour earlier please", (-30,)),
        ("eine Stunde später", (60,)),
        ("15 minutes later", (15,)),
        ("not so early", (30, 60, 120)),
        ("it is too late for me", (-30, -60, -120)),
        ("later", None),
        ("later today", None),
        ("ask me later", None),
        ("not earlier", None),
        ("too early to say if my pain is gone", None),
    ],
)
def test_an_earlier_or_later_time_is_found(text: str, minutes: tuple[int, ...] | None) -> None:
    wish = find_time_shift(text)
    assert (wish.minutes if wish else None) == minutes


def test_a_time_is_moved_past_midnight_both_ways() -> None:
    assert shift(time(23, 30), 60) == time(0, 30)
    assert shift(time(0, 15), -30) == time(23, 45)


@table(
    ("text", "times", "zone"),
    [
        ("8pm Berlin", "20:00", "Europe/Berlin"),
        ("Lagos, 6am", "06:00", "Africa/Lagos"),
        ("9 in the morning London time", "09:00", "Europe/London"),
        ("8 PM EST", "20:00", "America/New_York"),
        ("I'm in Delhi and want it at 6 am", "06:00", "Asia/Kolkata"),
        ("9pm Los Angeles CA", "21:00", "America/Los_Angeles"),
        ("make it 9 pm and I am in Oslo", "21:00", "Europe/Oslo"),
        ("8pm would be nice", "", ""),
        ("half eight", "", ""),
        ("I am in Leeds, England", "", ""),
        ("my head hurts since 8 in Berlin", "", ""),
    ],
)
def test_a_time_and_a_place_are_found_together_or_not_at_all(
    text: str, times: str, zone: str
) -> None:
    said = find_time_and_place(text)
    found = (f"{said.times[0]:%H:%M}", said.places[0].timezone) if said else ("", "")
    assert found == (times, zone)


def test_a_lone_place_is_whole_and_no_word_of_every_day() -> None:
    wrong = [
        text
        for text, is_place in (
            ("Lisbon", True),
            ("lisbon", True),
            ("Ciudad de México", True),
            ("Rome, Italy", True),
            ("nice", False),
            ("lovely", False),
            ("Lisb", False),
            ("same", False),
            ("thanks", False),
            ("most", False),
        )
        if bool(find_lone_place(text)) is not is_place
    ]
    assert not wrong


@table(
    ("text", "asked"),
    [
        ("a quarter past nine in the morning would suit me very well", "09:15"),
        ("it would suit me best around 8 in the morning, if I may", "08:00"),
        ("can you send it when I have coffee, around 10", "10:00 22:00"),
        ("I took two tablets at 8", ""),
        ("I slept half the night", ""),
        ("two to three times a day", ""),
        ("8 or 9 in the evening", ""),
        ("I have one and a half hours", ""),
        ("I am fine", ""),
    ],
)
def test_the_one_time_in_a_sentence_is_asked(text: str, asked: str) -> None:
    said = find_said_time(text)
    found = " ".join(f"{at:%H:%M}" for at in said.times) if said and said.is_asked else ""
    assert found == asked


@table(
    ("typed", "name"),
    [
        ("/setings", "settings"),
        ("/strat", "start"),
        ("/puase", "pause"),
        ("sotp", "stop"),
        ("/stpo@lesson_bot", "stop"),
        ("/lesons", "lessons"),
        ("stop", None),
        ("/nosuchcommand", None),
        ("sett", None),
        ("Pune", None),
        ("puase please now", None),
        ("हेल्प", None),
        ("/" + "s" * 4000, None),
    ],
)
def test_a_slip_in_a_command_is_seen(typed: str, name: str | None) -> None:
    assert find_near_command(typed, NAMES) == name


@table(
    ("text", "wish"),
    [
        ("no quiero más mensajes", Wish.STOP),
        ("I do not want to get these messages any longer, thank you", Wish.STOP),
        ("could you stop sending me things", Wish.STOP),
        ("delete everything about me", Wish.FORGET),
        ("please remove my data from your system", Wish.FORGET),
        ("I want all my data deleted", Wish.FORGET),
        ("no quiero vivir más", None),
        ("ya no quiero seguir", None),
        ("I don't want to live any more", None),
        ("I don't want any more pain", None),
        ("I don't want lessons on Sunday", None),
        ("I don't want to miss any lessons", None),
        ("keine Schmerzen mehr", None),
        ("I can't take it any more", None),
        ("I don't want anything anymore", None),
        ("I do not want this any more", None),
        ("I've had enough of it all", None),
        ("ya no me mandes nada", Wish.STOP),
        ("please don't write to me any more", Wish.STOP),
        ("i don't want these", Wish.STOP),
    ],
)
def test_who_leaves_names_what_is_not_wanted(text: str, wish: Wish | None) -> None:
    assert find_wish(text) == wish


def test_a_return_is_a_wish_that_nothing_denies() -> None:
    told = {
        "I'm home again, please carry on": True,
        "back early, go on": True,
        "Hello, my vacation is over": True,
        "I changed my mind, please send lessons again": True,
        "I can't go on": False,
        "how do I continue": False,
        "not yet, another week please": False,
        "my back hurts again": False,
    }
    assert {text: wishes_return(text) for text in told} == told
    assert wishes_longer_break("not yet, another week please")
    assert not wishes_longer_break("another lesson please")


@table(
    ("text", "topic"),
    [
        ("thank you so much, this was really helpful", Topic.THANKS),
        ("très bien merci beaucoup", Topic.THANKS),
        ("what a nice lesson, I learned a lot", Topic.THANKS),
        ("🙏", Topic.THANKS),
        ("👍🏽", Topic.FINE),
        ("hello my friend how are you today", Topic.HELLO),
        ("fuck off", Topic.ANGRY),
        ("is this a scam?", Topic.WHO),
        ("this evening", None),
        ("6 in the morning dear", None),
        ("😭", None),
        ("thank you, I feel worse", None),
        ("thank you for nothing", None),
        ("thanks, my arm is numb", None),
        ("thank you, tell my children I love them", None),
        ("I hate myself", None),
        ("I am a stupid idiot", None),
    ],
)
def test_thanks_and_greetings_are_clear_or_none(text: str, topic: Topic | None) -> None:
    assert find_topic(text) == topic


@table(
    ("text", "language"),
    [
        ("en español por favor", "es"),
        ("no entiendo inglés", "es"),
        ("não entendo, pode ser em português?", "pt"),
        ("obrigado", "pt"),
        ("ich verstehe kein Englisch", "de"),
        ("спасибо", "ru"),
        ("hola", None),
        ("danke", None),
        ("Ciudad de México", None),
        ("Buenos Aires", None),
        ("Los Angeles", None),
        ("my back hurts", None),
        ("no", None),
    ],
)
def test_a_language_is_told_only_where_it_is_sure(text: str, language: str | None) -> None:
    assert find_language(text) == language
