"""What is given is confirmed when it is done, and nobody's slowness hides the others for long."""

from bot.api.polling import LIMIT
from bot.api.window import ANSWER_SECONDS, HURRY_SECONDS, MOST_OF_A_CHAT, PATIENCE_SECONDS, Window
from bot.process.handling import Handling
from storage.interface.updates import UpdateMark


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def give(window: Window, update_id: int, chat_id: int) -> Handling:
    handling = Handling(UpdateMark(update_id, 0), lambda: None)
    window.add(handling, chat_id)
    return handling


def test_the_first_that_is_unfinished_is_where_the_next_answer_begins() -> None:
    window = Window()
    assert window.find_offset() is None
    for update_id in (5, 6, 7):
        give(window, update_id, update_id)
    window.finish(6)
    assert window.find_offset() == 5
    window.finish(5)
    assert window.find_offset() == 7
    window.finish(7)
    assert window.find_offset() == 8
    assert not window.is_awaited()


def test_what_is_committed_waits_a_moment_for_its_answer() -> None:
    clock = Clock()
    window = Window(clock)
    give(window, 5, 1).take()
    assert window.find_offset() == 5
    clock.now = ANSWER_SECONDS
    assert window.find_offset() == 6
    assert window.unfinished == 1


def test_what_takes_too_long_is_confirmed_unfinished() -> None:
    clock = Clock()
    window = Window(clock)
    give(window, 5, 1)
    clock.now = HURRY_SECONDS
    assert window.find_offset() == 5
    clock.now = PATIENCE_SECONDS
    assert window.find_offset() == 6


def test_in_a_full_window_the_slow_do_not_hide_those_who_follow() -> None:
    clock = Clock()
    window = Window(clock)
    for update_id in range(LIMIT):
        give(window, update_id, update_id)
    assert window.find_offset() == 0
    clock.now = HURRY_SECONDS
    assert window.find_offset() == LIMIT


def test_one_chat_that_fills_the_window_hides_nobody_for_a_moment() -> None:
    window = Window()
    for update_id in range(LIMIT):
        give(window, update_id, 1 if update_id < LIMIT - MOST_OF_A_CHAT else 2)
    assert window.find_offset() == LIMIT - MOST_OF_A_CHAT


def test_what_was_given_is_known_when_it_comes_again() -> None:
    window = Window()
    give(window, 5, 1)
    window.skip(6)
    assert not window.is_new(5)
    assert not window.is_new(6)
    window.finish(5)
    assert not window.is_new(5)
    assert window.is_new(7)
