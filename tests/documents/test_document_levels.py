"""A heading's level comes through from every kind of file, and a lesson carries its path."""

from bot.documents.reading import read
from lessons.article.importer import import_document
from tests.support.articles import article_of
from tests.support.tables import table

MARKDOWN = """\
# Asthma

## Inhalers

### Blue

#### When

As soon as you feel tight.

### Brown

#### When

Every morning.

## More
"""
HTML = (
    "<h1>Asthma</h1><h2>Inhalers</h2><h3>Blue</h3><h4>When</h4><p>As soon as you feel tight."
    "<h3>Brown</h3><h4>When</h4><p>Every morning.<h2>More</h2>"
)


@table(("name", "content"), [("a.md", MARKDOWN), ("a.html", HTML)])
def test_headings_with_smaller_ones_below_are_their_context(name: str, content: str) -> None:
    article = article_of(content, name)
    assert [(*section.path, section.heading) for section in article.sections] == [
        ("Inhalers", "Blue", "When"),
        ("Inhalers", "Brown", "When"),
    ]
    assert [item.words for item in article.left_out] == ["More"]


def test_a_lesson_says_in_its_title_what_it_is_about() -> None:
    lessons = import_document(read(MARKDOWN.encode(), "a.md"), "x").course.lessons
    assert [(lesson.title, lesson.section) for lesson in lessons] == [
        ("Inhalers › Blue: When", "Inhalers"),
        ("Inhalers › Brown: When", "Inhalers"),
    ]


def test_of_a_long_path_the_nearest_heading_stays_in_the_title() -> None:
    text = f"# A\n\n## {'Far ' * 20}\n\n### Near\n\n#### {'Here ' * 10}\n\nText."
    (lesson,) = import_document(read(text.encode(), "a.md"), "x").course.lessons
    assert lesson.title == f"Near: {'Here ' * 10}".strip()
    # What does not fit stands in the first line.
    assert lesson.body == f"**{('Far ' * 20).strip()}**\n\nText."


@table("stop", [".", "!", "。", "।", "۔", "…", "።"])
def test_a_heading_that_is_a_sentence_with_nothing_below_it_is_kept_as_text(stop: str) -> None:
    sentence = f"Call 112 now{stop}"
    for name, content in [
        ("a.md", f"# T\n\nText.\n\n## {sentence}\n\n## Then\n\nRest.\n\n## {sentence}"),
        ("a.html", f"<h1>T</h1><p>Text.<h2>{sentence}</h2><h2>Then</h2>Rest.<h2>{sentence}</h2>"),
        ("a.txt", f"T\n\nText.\n\n{sentence}\n\nThen\n\nRest.\n\n{sentence}"),
    ]:
        article = article_of(content, name)
        assert not article.left_out
        assert [section.paragraphs for section in article.sections] == [
            ("Text.", sentence),
            ("Rest.", sentence),
        ]


def test_a_title_that_just_fits_makes_room_for_the_count_of_its_parts() -> None:
    heading = "Word " * 19 + "end"
    text = f"# {heading}\n\n" + "\n\n".join(["Some words here. " * 20] * 3)
    titles = [it.title for it in import_document(read(text.encode(), "a.md"), "x").course.lessons]
    assert all(len(title) <= 100 and " of " in title for title in titles)
    assert titles[0].startswith("Word Word ")
