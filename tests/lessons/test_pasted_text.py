"""A text that was pasted keeps its faces and its lists, whatever scripts and signs stand in it."""

from lessons.article.blocks import Document, LeftOut, Why
from lessons.article.pasted_text import read_pasted
from lessons.article.pasting import Face, FaceMark, Piece, join_parts, make_pieces
from lessons.text import utf16_length
from tests.support.articles import written

BOLD, ITALIC, STRUCK_OUT = Face.BOLD, Face.ITALIC, Face.STRUCK_OUT


def read(text: str, *marked: tuple[Face, str]) -> Document:
    """The document in a text in which the first of each of these words is in that face."""
    marks = [
        FaceMark(face, utf16_length(text.partition(words)[0]), utf16_length(words))
        for face, words in marked
    ]
    return read_pasted(make_pieces(text, marks))


def test_words_keep_their_faces() -> None:
    wrong = []
    for text, marked, wanted in (
        ("Never lift alone.", [(BOLD, "Never")], "**Never** lift alone."),
        ("🙂👍🏽 Never lift.", [(BOLD, "Never")], "🙂👍🏽 **Never** lift."),
        ("Rest, then walk.", [(ITALIC, "then walk")], "Rest, *then walk*."),
        ("1. 15 drops\n2. Rest", [(BOLD, "15")], "1. **15** drops\n2. Rest"),
        ("• Walk\n• Do not lift", [(BOLD, "Do not")], "- Walk\n- **Do not** lift"),
        ("• Walk\n• Rest", [(BOLD, "• Walk")], "- **Walk**\n- Rest"),
        ("每天走一点。不要久坐。", [(BOLD, "不要久坐。")], "每天走一点。**不要久坐。**"),
        ("Nicht *heben* und", [(BOLD, "Nicht")], "**Nicht** \\*heben\\* und"),
        ("Walk, walk again.", [(BOLD, "walk again")], "Walk, **walk again**."),
        ("Walk  a\u00a0little.", [(BOLD, "a\u00a0little")], "Walk **a little**."),
        ("# Backs\n\nWalk.", [(BOLD, "# Backs")], "# Backs\n\nWalk."),
    ):
        found = written(read(text, *marked))
        if found != wanted:
            wrong.append((text, found))
    assert not wrong


def test_words_below_a_table_keep_their_faces() -> None:
    document = read("Age\tDose\n3\t5 ml\n\nNever 5 ml more.", (BOLD, "Never"))
    assert document.blocks[-1].markdown == "**Never** 5 ml more."


def test_a_paragraph_that_is_bold_as_a_whole_says_so() -> None:
    document = read("Keep moving\n\nWalk a little.", (BOLD, "Keep moving"))
    assert [block.is_bold for block in document.blocks] == [True, False]


def test_what_is_struck_out_is_no_content_and_is_named() -> None:
    document = read("Rest for a day. Stay in bed. Then walk.", (STRUCK_OUT, "Stay in bed. "))
    assert written(document) == "Rest for a day. Then walk."
    assert document.left_out == (LeftOut(Why.STRUCK_OUT, "Stay in bed."),)


def test_one_stroke_through_several_faces_is_named_once() -> None:
    marks = [FaceMark(STRUCK_OUT, 6, 15), FaceMark(BOLD, 6, 5)]
    document = read_pasted(make_pieces("Walk. Never rest now.", marks))
    assert document.left_out == (LeftOut(Why.STRUCK_OUT, "Never rest now."),)


def test_the_words_of_a_link_stay_and_its_address_is_named() -> None:
    link = FaceMark(Face.LINK, 4, 5, "https://example.org/walk")
    document = read_pasted(make_pieces("See walks.", [link]))
    assert written(document) == "See walks."
    assert document.left_out == (LeftOut(Why.ADDRESS, "https://example.org/walk"),)


def test_marks_beyond_the_text_harm_no_words() -> None:
    for mark in (FaceMark(BOLD, 0, 99), FaceMark(BOLD, 90, 5)):
        assert read_pasted(make_pieces("Walk now.", [mark])).blocks[0].plain == "Walk now."


def test_messages_are_joined_with_their_faces() -> None:
    parts = [make_pieces("Do not ", [FaceMark(BOLD, 0, 7)]), (Piece("lift."),), (Piece(" Rest."),)]
    assert written(read_pasted(join_parts(parts))) == "**Do not** lift.\n\nRest."
