"""What an admin types after /schedule goes out as it was meant, or not at all."""

from bot.views.callback_data import Verb, pack
from lessons.text import is_blank
from tests.support.built_in_course import COURSE, place_of
from tests.support.conversation import Chat, World
from tests.support.tables import table


@table("blank", ["\n", "\t", "\r\n", "  ", "\u2003"])
async def test_any_blank_may_follow_the_command_and_line_breaks_stay(
    root: Chat, blank: str
) -> None:
    screen = await root.says(f"/schedule{blank}First line.\n\nSecond line. in 1h")
    assert screen.startswith("BOT  First line.\n\n     Second line.\n")
    assert "Above is what people will get." in screen


@table("blank", ["\u200b", "\u200d\u2060\ufeff", "\u3164 \u00ad", "\u2800"])
async def test_a_text_that_nobody_would_see_is_refused(root: Chat, blank: str) -> None:
    assert is_blank(blank)
    assert "There is no lesson or text" in await root.says(f"/schedule {blank} in 1h")
    await root.says("/schedule")
    assert "What shall be sent?" in await root.says(blank)
    assert "When?" in await root.says("Hello.")


@table("seen", ["a", "٣", "👩‍⚕️", "…", "\u200bo\u200b", "\u0301a"])
def test_what_is_seen_is_not_blank(seen: str) -> None:
    assert not is_blank(seen)


@table("typed", ["the-honest-anwser", "Honest answr", "honest_answer", "Sciatika"])
async def test_a_name_that_is_nearly_a_lessons_is_pointed_out(root: Chat, typed: str) -> None:
    screen = await root.says(f"/schedule {typed} tomorrow 9:00")
    assert f"BOT  {typed}\n" in screen
    assert "This goes out as a text, not as the lesson l5-s1-and-headaches/" in screen
    assert "[Send the lesson " in screen


async def test_the_lesson_that_was_meant_is_one_tap_away(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule cauda-equnia in 1h")
    first = await root.find_button("Send the lesson cauda-equina")
    screen = await root.presses("Send the lesson cauda-equina")
    assert "EDIT Not as a text, then: the lesson is below." in screen
    assert place_of("cauda-equina") in screen
    assert "This goes out as a text" not in screen
    stale = pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 1, 1)
    assert "Nothing was scheduled" in await root.forges(stale, first)
    await root.presses("Confirm")
    await world.advance(advance_seconds=3700)
    assert place_of("cauda-equina") in await ada.reads()


async def test_a_name_like_no_lessons_is_pointed_out_too(root: Chat) -> None:
    screen = await root.says("/schedule spring-cleaning in 1h")
    assert "This goes out as a text: no lesson has that name." in screen


@table("text", ["Hello.", "We are closed.", "Well-being first!", "cauda-equina"])
async def test_what_is_plainly_a_text_or_a_lesson_brings_no_warning(root: Chat, text: str) -> None:
    assert "goes out as a text" not in await root.says(f"/schedule {text} in 1h")


async def test_nobody_makes_a_lesson_of_another_admins_draft(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await root.says("/schedule cauda-equnia in 1h")
    assert "Nothing was scheduled" in await ben.forges(pack(Verb.MEANT_LESSON, 1, 0))


async def test_whatever_cannot_be_scheduled_is_told_by_its_reason_and_with_what_is_here(
    ada: Chat, root: Chat
) -> None:
    await ada.joins()
    wrong = []
    for typed, told in [
        ("/schedule Hi 2026-12-10 09:00 Mars/Phobos", "I know no time zone of that name."),
        ("/schedule Hi 2026-12-10 25:00", "There is no such time of day."),
        ("/schedule Hi yesterday 9:00", "That time has passed."),
        ("/scheduled 77 tomorrow 9:00", "/scheduled 12 tomorrow 9:00 would move number 12."),
        ("/schedule Hi. in 2h to course backs", f"to course {COURSE.course_id}\n"),
        ("/schedule Hi. in 2h to course backs", f"to from {COURSE.lessons[0].lesson_id}\n"),
        ("/preview backs", f"/preview {COURSE.lessons[0].lesson_id} shows one."),
        ("/schedule", f"/schedule {COURSE.lessons[0].lesson_id} tomorrow"),
    ]:
        if told not in (screen := await root.says(typed)):
            wrong.append((typed, told, screen))
    assert wrong == []
    # Every example that names an audience is taken as it stands.
    refused = await root.says("/schedule Hi. in 2h to course backs")
    examples = [line.strip() for line in refused.splitlines() if line.startswith("     to ")]
    assert len(examples) == 8
    for line in examples:
        assert "Above is what people will get." in await root.says(f"/schedule Hi. in 2h {line}")


@table("asked", ["every monday 9:00", "monday to friday 9:00", "daily at 9am"])
async def test_what_shall_come_again_is_refused_and_not_sent_once(root: Chat, asked: str) -> None:
    screen = await root.says(f"/schedule Our walk-in clinic is open {asked}")
    assert "I send it once only and cannot repeat it." in screen
    assert "Above is what people will get." not in screen


async def test_words_of_a_time_left_over_in_the_message_are_pointed_out(root: Chat) -> None:
    screen = await root.says("/schedule We are closed from tomorrow 9:00")
    assert "“from tomorrow 9:00”: I send it once, so I need one exact time." in screen
    assert "The message is kept: We are closed from tomorrow 9:00" in screen
    await root.says("tomorrow 8:00")
    screen = await root.presses("Everyone")
    assert "The message ends in “from tomorrow 9:00”." in screen
    assert "The message ends in" not in await root.says("/schedule We are closed. tomorrow 9:00")
