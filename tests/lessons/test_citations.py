"""A source is a line that ends in an address, and a lesson shows its words as a link."""

from pathlib import Path

from bot.api.messages import link_preview_of
from bot.views.lesson import lesson
from lessons.course.check import check_course
from lessons.course.citations import Citation, can_be_looked_up, has_lost_address, read_citation
from lessons.course.files import load_course
from tests.support.course_folders import COURSE, LESSON, make_course, spoil
from tests.support.tables import table

BMJ = "https://doi.org/10.1136/bmj.a171"


@table(
    ("source", "text", "link"),
    [
        (f"Henschke, BMJ 2008 {BMJ}", "Henschke, BMJ 2008", BMJ),
        (f"Henschke, BMJ 2008, {BMJ}.", "Henschke, BMJ 2008", BMJ),
        ("Henschke, BMJ 2008 doi:10.1136/bmj.a171", "Henschke, BMJ 2008", BMJ),
        ("Henschke, BMJ 2008, DOI 10.1136/bmj.a171", "Henschke, BMJ 2008", BMJ),
        ("NICE NG59, 2016", "NICE NG59, 2016", None),
        (BMJ, BMJ, BMJ),
        ("https://nowhere", "https://nowhere", None),
        ("", "", None),
    ],
)
def test_the_last_word_of_a_source_may_open_it(source: str, text: str, link: str | None) -> None:
    assert read_citation(source) == Citation(text, link)


@table(
    ("source", "is_lost"),
    [
        ("See https://example.org/a on page 3", True),
        ("NICE, www.nice.org.uk", True),
        ("doi 10.1136/bmj.a171 and more", True),
        ("Spine 1998;23:1452", False),
        (f"BMJ {BMJ}", False),
    ],
)
def test_an_address_that_nobody_can_tap_is_known(source: str, is_lost: bool) -> None:
    assert has_lost_address(source) is is_lost


def test_the_check_warns_of_an_address_that_cannot_be_tapped(tmp_path: Path) -> None:
    folder = make_course(tmp_path, COURSE, {"wear": spoil(LESSON, "NG59, 2016", "www.nice.org.uk")})
    (problem,) = map(str, check_course(folder))
    assert 'warning: the address in "NICE www.nice.org.uk" cannot be tapped. Best: last' in problem


def test_readers_see_the_words_and_a_tap_opens_the_page(tmp_path: Path) -> None:
    text = spoil(LESSON, "NICE NG59, 2016", f"Henschke, BMJ 2008 {BMJ}")
    text = spoil(text, 'takeaway = "A', 'claim = "wear is common"\ntakeaway = "A')
    course = load_course(make_course(tmp_path, COURSE, {"wear": text}))
    shown = lesson(course, course.lessons[0]).text
    assert "●●● How sure that wear is common: strong, from" in shown.text
    assert "• Henschke, BMJ 2008\n" in shown.text
    assert BMJ not in shown.text
    (link,) = [item for item in shown.entities if item.url]
    units = shown.text.encode("utf-16-le")
    named = units[2 * link.offset : 2 * (link.offset + link.length)].decode("utf-16-le")
    assert (named, link.url) == ("Henschke, BMJ 2008", BMJ)
    preview = link_preview_of(shown)
    assert preview is not None
    assert preview.is_disabled


def test_a_source_is_a_citation_or_a_link() -> None:
    found = [
        "NICE NG59, 2016",
        "NICE NG59",
        "Pengel et al., BMJ 2003;327:323",
        "https://example.org/backs",
        "www.example.org/backs",
        "doi:10.1136/bmj.327.7410.323",
        "The clinic's own leaflet",
        "Nationale VersorgungsLeitlinie Kreuzschmerz",
        "腰痛診療ガイドライン",
    ]
    nothing = ["abc", "NHS", "a book", "", " ", "2016", "Dr. Klein", "x1"]
    assert [source for source in found if not can_be_looked_up(source)] == []
    assert [source for source in nothing if can_be_looked_up(source)] == []
