"""What stands in the margins of a single page is left out and named, unless it may be of use."""

from lessons.article.blocks import Why
from tests.support.articles import article_of
from tests.support.document_files import BOLD, Words, make_pdf
from tests.support.tables import table

BODY = [
    Words("Burns: first aid", 70, 740, 22, BOLD),
    Words("Cool the burn for 20 minutes.", 70, 700),
    Words("Never use ice.", 70, 660),
]


@table(
    ("line", "is_left_out"),
    [
        (Words("Riverside Health Centre", 235, 20), True),
        (Words("Poster 7 / edition 2025", 50, 822, 8), True),
        (Words("First Aid Society - page 1", 50, 20, 8), True),
        # What may be of use stays.
        (Words("Poisons line: 0800 123 456", 50, 20, 8), False),
        (Words("In an emergency call 112", 50, 20, 8), False),
        (Words("Do not reuse after 4 weeks.", 50, 20, 8), False),
        (Words("Keep away from children in large letters.", 50, 20, 16), False),
    ],
)
def test_a_margin_of_a_single_page_is_left_out_and_named(line: Words, is_left_out: bool) -> None:
    # Programs write headers and footers before the text.
    article = article_of(make_pdf([line, *BODY]), "a.pdf")
    named = [it.words for it in article.left_out if it.why is Why.PAGE_EDGE]
    assert named == [line.text] * is_left_out
    assert article.title == BODY[0].text
    first = article.sections[0]
    assert first.paragraphs[0] == BODY[1].text
    told = " ".join(part for it in article.sections for part in (it.heading, *it.paragraphs))
    assert (line.text in told) is not is_left_out


def test_a_figure_that_ends_half_a_sentence_at_the_top_of_a_page_stays() -> None:
    first = [Words("We accept what is asked for in number 2023-", 70, 632)]
    second = [Words("0379;", 70, 780), Words("all agree.", 70, 766)]
    article = article_of(make_pdf([*BODY, *first], second), "a.pdf")
    assert "number 2023-0379; all agree." in " ".join(article.sections[-1].paragraphs)


def test_a_header_of_three_lines_that_repeats_is_left_out() -> None:
    header = [
        Words(f"Line {letter} of the header", 70, y)
        for letter, y in zip("ABC", (820, 809, 798), strict=True)
    ]
    pages = [[*header, *BODY], [*header, Words("Call us if it blisters.", 70, 700)]]
    article = article_of(make_pdf(*pages), "a.pdf")
    assert sum(it.why is Why.PAGE_EDGE for it in article.left_out) == 6


def test_a_sentence_that_repeats_in_the_margin_is_kept_once_and_an_imprint_is_not() -> None:
    footer = [
        Words("Never use butter on a burn.", 70, 30),
        Words("Copyright 2025 Hill Clinic. All rights reserved.", 70, 18, 8),
    ]
    pages = [[*footer, *BODY], [*footer, Words("Call us if it blisters.", 70, 700)]]
    article = article_of(make_pdf(*pages), "a.pdf")
    text = " ".join(part for it in article.sections for part in it.paragraphs)
    assert text.count("Never use butter on a burn.") == 1
    assert text.endswith("Never use butter on a burn.")
    assert "rights reserved" not in text
