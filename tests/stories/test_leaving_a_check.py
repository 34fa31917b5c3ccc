"""A symptom check is left by typing, and lessons go on."""

from tests.support.conversation import Chat

_LEAVING = (
    *("/cancel", "cancel", "exit", "Exit!", "quit", "stop", "Stop please", "leave", "enough"),
    *("stop the check", "cancel the check", "leave this", "that's enough", "never mind"),
    *("aufhören", "abbrechen", "arrêter", "ça suffit", "salir", "basta", "sair", "chega", "esci"),
    *("genoeg", "dość", "хватит", "отмена", "yeter", "बंद करो", "توقف", "退出", "取消"),
)


async def test_a_check_is_closed_by_a_word_and_lessons_go_on(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for word in _LEAVING:
        await ada.says("/check")
        closed = await ada.says(word)
        after = await ada.says("good morning")
        going = await ada.says("/settings")
        is_closed = "The symptom check is closed." in closed and "New check" in closed
        if not is_closed or "For whom" in after or "Resume" in going:
            wrong.append((word, closed, after))
    assert not wrong


async def test_stop_in_a_check_offers_the_end_of_lessons_and_cancel_does_not(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    assert "[Stop lessons]" in await ada.says("stop")
    assert "Nothing more will come" in await ada.presses("Stop lessons")
    await ada.says("/resume")
    await ada.says("/check")
    assert "[Stop lessons]" not in await ada.says("/cancel")


async def test_what_leaves_no_check_is_still_taken_as_it_was(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    assert "For whom" in await ada.says("what a day this was")
    assert "Delete everything" in await ada.says("delete my data")
    assert "Nothing more will come" in await ada.says("stop sending me this")


async def test_another_command_leaves_the_check(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for command in ("/settings", "/skip", "/pause 3 days", "/resume", "/lesson"):
        await ada.says("/check")
        await ada.says(command)
        if "For whom" in (said := await ada.says("what a day this was")):
            wrong.append((command, said))
    assert not wrong


async def test_back_is_the_question_before_where_it_is_no_part_of_the_body(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    assert "What bothers you?" in await ada.says("for me")
    assert "For another adult" in await ada.says("zurück")
    await ada.says("for me")
    assert "What bothers you?" not in await ada.says("back")


async def test_a_complaint_in_a_check_is_understood_or_the_question_comes_again(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    asked = await ada.says("my head hurts now")
    assert "For whom" in asked or "For another adult" in asked
    await ada.says("for me")
    assert "What bothers you?" not in await ada.says("my head hurts now")


async def test_a_cry_for_help_in_a_check_gets_the_emergency_words(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/check")
    assert "112" in await ada.says("my chest hurts and I cannot breathe")
