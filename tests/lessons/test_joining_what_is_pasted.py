"""Parts of a pasted text become one text, wherever a program cut it."""

from lessons.article.pasting import Piece, join_parts


def test_parts_are_joined_as_they_were_cut() -> None:
    failures = []
    for parts, joined in (
        (["Rest.", "Then walk."], "Rest.\n\nThen walk."),
        (["He said “rest.”", "then"], "He said “rest.”\n\nthen"),
        (["Walk a little", "more every day."], "Walk a little more every day."),
        (["Take 20 ", " mg at night"], "Take 20 mg at night"),
        (["Sore backs", "Walk."], "Sore backs\nWalk."),
        (["毎日歩いて", "ください。"], "毎日歩いてください。"),
        (["ควรเดิน", "ทุกวัน"], "ควรเดินทุกวัน"),
        (["दर्द है।", "चलें"], "दर्द है।\n\nचलें"),
        (["Walk.", "  ", "Rest."], "Walk.\n\nRest."),
        ([], ""),
    ):
        pieces = join_parts([[Piece(sign) for sign in part] for part in parts])
        if (found := "".join(piece.text for piece in pieces)) != joined:
            failures.append((parts, found))
    assert not failures
