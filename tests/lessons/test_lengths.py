"""How long a text is, in words, or in characters where no spaces part them."""

from lessons.language.length import Length, measure

LENGTHS = {
    "": Length(0, is_in_letters=False),
    "Walk a little, every day.": Length(5, is_in_letters=False),
    "Don't lift 2.5 kg.": Length(4, is_in_letters=False),
    "**Caminar** un poco.": Length(3, is_in_letters=False),
    "매일 조금씩 걸으세요.": Length(3, is_in_letters=False),
    "每天走一点。": Length(5, is_in_letters=True),
    "每天服用 ibuprofen 一次，不要超过三天。": Length(21, is_in_letters=True),
    "毎日少しずつ歩いてください。": Length(13, is_in_letters=True),
    "ควรเดินทุกวัน": Length(10, is_in_letters=True),
    "Take 葛根 with water every day.": Length(6, is_in_letters=False),
}


def test_a_length_is_counted_as_the_script_is_read() -> None:
    wrong = {text: measure(text) for text, length in LENGTHS.items() if measure(text) != length}
    assert not wrong
