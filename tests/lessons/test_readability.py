"""Reading grades follow Kincaid's formula on sentences, words and syllables as people count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.language.readability import find_words, reading_grade
from lessons.language.sentences import split_sentences
from lessons.language.syllables import count_syllables
from tests.support.tables import table

GETTYSBURG = """\
Four score and seven years ago our fathers brought forth on this continent, a new nation, \
conceived in Liberty, and dedicated to the proposition that all men are created equal."""


@table(
    ("text", "words", "sentences", "syllables"),
    [
        ("The cat sat on the mat.", 6, 1, 6),
        # Four score and seven(2) years ago(2) our fathers(2) brought forth on this
        # continent(3) a new nation(2) conceived(2) in Liberty(3) and dedicated(4) to the
        # proposition(4) that all men are created(3) equal(2).
        (GETTYSBURG, 30, 1, 48),
        # Your(1) spine(1) is(1) a(1) column(2) of(1) small(1) bones(1).
        # Nerves(1) leave(1) it(1) on(1) either(2) side(1).
        ("Your spine is a column of small bones. Nerves leave it on either side.", 14, 2, 16),
        # Sciatica(4) usually(4) improves(2) without(2) any(2) operation(4).
        ("Sciatica usually improves without any operation.", 6, 1, 18),
        # Call(1) at(1) once(1)! Why(1)? Numbness(2) is(1) a(1) warning(2).
        ("Call at once! Why? Numbness is a warning.", 8, 3, 10),
    ],
)
def test_the_grade_is_what_the_formula_gives_for_counts_made_by_hand(
    text: str, words: int, sentences: int, syllables: int
) -> None:
    assert len(find_words(text)) == words
    assert len(split_sentences(text)) == sentences
    assert sum(map(count_syllables, find_words(text))) == syllables
    by_hand = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    assert reading_grade(text) == pytest.approx(by_hand)


def test_a_text_without_words_asks_for_no_school() -> None:
    assert reading_grade("") == reading_grade("?! ...") == 0.0


@given(text=st.text(max_size=300))
def test_any_text_has_a_grade(text: str) -> None:
    assert reading_grade(text) >= 0.39 + 11.8 - 15.59 or not find_words(text)


def test_longer_words_and_longer_sentences_raise_the_grade() -> None:
    easy = "The back may hurt. It may then ease."
    assert reading_grade(easy.replace("hurt. It", "hurt and it")) > reading_grade(easy)
    assert reading_grade(easy.replace("hurt", "deteriorate")) > reading_grade(easy)


@table(
    ("syllables", "words"),
    [
        (1, "a I ache aches spine nerve nerves makes walked eased called caused eyes through"),
        (1, "don't can't we've it's friend phlegm lung x strength tongue style clothes"),
        (2, "headache headaches muscle muscles tissue lumbar sacral patient dizzy doctor disease"),
        (2, "didn't isn't haven't people something sometimes careful safely movement migraine"),
        (2, "fever treated started diet fluid spasm rhythm science technique fatigue being fibre"),
        (3, "vertebra area nausea video genius muscular ligament exercise medicine abdomen"),
        (3, "idea vomiting injury surgery radius opioid hospital"),
        (4, "sciatica diarrhea anxiety diabetes epidural society operation appropriate"),
        (
            5,
            "examination inflammatory physiotherapy paracetamol cervicogenic",
        ),
        (6, "musculoskeletal responsibility"),
    ],
)
def test_syllables_are_counted_as_a_reader_says_them(syllables: int, words: str) -> None:
    counted = {word: count_syllables(word) for word in words.split()}
    assert counted == dict.fromkeys(counted, syllables)


@table(
    ("word", "syllables"),
    [("L5-S1", 4), ("MRI", 3), ("GPs", 1), ("24", 2), ("2.5", 2), ("lower-back", 3), ("NOTICE", 2)],
)
def test_initials_and_figures_count_as_they_are_read_aloud(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@table(
    "sentences",
    [
        ["One ends here.", "Two does too!", "Does three?", "Four"],
        ["See e.g. Smith et al. on this.", "Then ask Dr. Jones or Mrs. Hall, i.e. a clinician."],
        ["L5-S1 lies at 2.5 cm.", "L5-S1.", "It bends."],
        ["“Why me?” she asked.", "“Because.”", "'Go now.'", "(He went.)", "Then he sat."],
        ["It hurts... and then it stops.", "It hurts…", "Then it stops."],
        ["Take vitamin D.", "It may help.", "So said J. R. Hall and John F. Hall of U.S. Health."],
        ["See No. 5 and p. 12.", "No.", "That is wrong.", "Ask at 5 p.m. today.", "Or at 9 a.m."],
        ["1. Rest well.", "2. Walk."],
        ["Use heat, cold, etc.", "Then rest."],
        ["**Go now.**", "*Do not wait!*", "Call."],
        ["Dies ist gut.", "Über den Rücken.", "Étude."],
    ],
)
def test_sentences_end_where_a_reader_would_stop(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_sentence_and_a_line_feed_does_not() -> None:
    assert split_sentences("One goes\non here\n \nTwo") == ["One goes\non here", "Two"]


@given(text=st.text(alphabet='aB .!?\n"”*e.g.1', max_size=200))
def test_splitting_loses_and_adds_nothing(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
