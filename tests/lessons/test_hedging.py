"""A claim that an edit makes surer is named; everything else is left alone."""

from hypothesis import given
from hypothesis import strategies as st

from lessons.draft.hedging import HEDGES, Shift, find_shifts
from tests.support.tables import table

PLAIN_WORDS = ["pain", "heat", "rest", "the back", "eases", "walks", "slow", "at night", "helps"]
plain = st.lists(st.sampled_from(PLAIN_WORDS), min_size=1, max_size=6)
sentences = plain.map(lambda words: f"{' '.join(words).capitalize()}.")
texts = st.lists(sentences, max_size=5).map(" ".join)
hedged = st.builds(
    lambda words, hedge, at: [*words[:at], hedge, *words[at:]],
    plain,
    st.sampled_from(HEDGES),
    st.integers(0, 6),
)


@given(text=st.one_of(texts, st.text(), hedged.map(" ".join)))
def test_an_identical_text_never_warns(text: str) -> None:
    assert find_shifts(text, text) == []


@given(above=texts, below=texts, words=hedged)
def test_a_hedge_that_is_deleted_from_a_sentence_always_warns(
    above: str, below: str, words: list[str]
) -> None:
    left = [word for word in words if word not in HEDGES]
    before = f"{above} So {' '.join(words)}. {below}"
    after = f"{above} So {' '.join(left)}. {below}"
    assert find_shifts(before, after)


@given(one=texts, other=texts, words=hedged)
def test_a_sentence_that_moves_or_goes_never_warns(one: str, other: str, words: list[str]) -> None:
    sentence = f"Only fever {' '.join(words)} and so on."
    assert find_shifts(f"{sentence} {one} {other}", f"{one} {sentence} {other}") == []
    assert find_shifts(f"{sentence} {one}", one) == []


@given(text=st.text(), other=st.text())
def test_no_pair_of_texts_is_too_odd(text: str, other: str) -> None:
    find_shifts(text, other)


@table(
    ("before", "after", "told"),
    [
        ("Heat may help.", "Heat helps.", [Shift("may help", "helps")]),
        ("Heat may help.", "Heat will help.", [Shift("may", "will")]),
        ("Heat may help.", "Heat help.", [Shift("may help", "help")]),
        ("Heat may help sore backs.", "Heat cures sore backs.", [Shift("may help", "cures")]),
        ("Some people feel worse.", "People feel worse.", [Shift("Some people", "People")]),
        ("A scan does not prove it.", "A scan does prove it.", [Shift("does not", "does")]),
        ("Pain usually eases.", "Pain always eases.", [Shift("usually", "always")]),
        ("Pain eases.", "Pain always eases.", [Shift("eases", "always eases")]),
        (
            "In a few cases, problems of the low back could in the end show as headaches.",
            "Problems cause headaches.",
            [
                Shift("In a few cases problems", "Problems"),
                Shift("... could in the end ...", "cause"),
            ],
        ),
        ("Rest is good.", "Rest is good. Heat always helps.", [Shift("", "Heat always helps")]),
        ("It is likely a strain.", "It is a strain.", [Shift("likely a", "a")]),
    ],
)
def test_what_became_of_the_words_is_named(before: str, after: str, told: list[Shift]) -> None:
    assert find_shifts(before, after) == told


@table(
    ("before", "after"),
    [
        ("Heat may help.", "Heat might help."),
        ("Heat may help. Rest is good.", "Rest is good."),
        ("Rest is good.", "Rest is good. Call when you feel numb, and it will do."),
        ("It began in May 2020.", "It began in 2020."),
        ("Heat may help. Cold may help.", "Cold may help. Heat may help."),
        ("Heat may help sore backs and rest may help too.", "Heat may help sore backs. Rest may."),
        ("Pain always eases.", "Pain usually eases."),
    ],
)
def test_what_is_as_unsure_as_before_is_left_alone(before: str, after: str) -> None:
    assert find_shifts(before, after) == []


def test_sentences_that_were_joined_are_compared_together() -> None:
    before = "Heat may help. Cold might hurt a sore back."
    after = "Heat may help and cold hurts a sore back."
    assert find_shifts(before, after) == [Shift("might hurt", "hurts")]
