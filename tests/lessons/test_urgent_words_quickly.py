"""The quick way to find urgent words finds what the plain way does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.symptom_checks.urgent_words import find_urgency
from tests.support.plain_urgent_words import LEXICON, find_entry

PHRASES = [
    *(phrase for entry in LEXICON["urgent"] for phrase in (*entry["phrases"], *entry["unless"])),
    *LEXICON["long_ago"] * 8,
]
# Fillers, denials and what else decides stand between; of other words there are a few.
BETWEEN = [
    *(word for name in ("fillers", "denials", "doubts", "breaks") for word in LEXICON[name]),
    *LEXICON["still"],
    *LEXICON["subjects"],
    *LEXICON["again"],
    *LEXICON["right_words"],
    *[",", ".", "\n", "(", "can not", "did-not", "do’nt", "sky", "é", "жcan not", "🙂", "٣", "²"]
    * 4,
]


@st.composite
def phrases_said_somehow(draw: st.DrawFn) -> str:
    """A phrase of the lexicon with other words between its own, and some of these misspelled."""
    said: list[str] = []
    for part in draw(st.sampled_from(PHRASES)).split():
        said += draw(st.lists(st.sampled_from(BETWEEN), max_size=6 if part == "..." else 1))
        if part != "...":
            said.append(draw(words_that_fit(part)))
    return " ".join(said)


@st.composite
def words_that_fit(draw: st.DrawFn, choices: str) -> str:
    """One of the choices, or nearly."""
    word = draw(st.sampled_from(choices.split("|")))
    if word[-1] == "+":
        return str(draw(st.integers(0, 3 * int(word[:-1]))))
    if word[-1] == "*":
        return word[:-1] + draw(st.sampled_from(["", "s", "ing"]))
    at = draw(st.integers(0, 4 * len(word)))
    return draw(
        st.sampled_from(
            [
                word,
                word[:at] + word[at + 1 :],
                word[:at] + "e" + word[at:],
                word[:at] + "e" + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )


TEXTS = st.lists(
    st.one_of(phrases_said_somehow(), phrases_said_somehow(), st.sampled_from(BETWEEN)), max_size=5
).map(" ".join)


# Each text is tried with every phrase of every language, which takes its time.
SOME = settings(max_examples=30)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@SOME
@given(TEXTS)
def test_the_same_entry_is_found_in_what_is_made_of_the_lexicon(text: str) -> None:
    found = find_urgency(text)
    assert (found.entry_id if found else None) == find_entry(text)


@SOME
@given(st.lists(st.one_of(st.text(max_size=9), phrases_said_somehow()), max_size=4).map("".join))
def test_the_same_entry_is_found_among_any_characters(text: str) -> None:
    found = find_urgency(text)
    assert (found.entry_id if found else None) == find_entry(text)
