"""What rules and weights make of the pieces of a web page together."""

from bot.documents.document import Document
from bot.documents.reading import read
from lessons.article.article import make_article
from tests.support.tables import table

TOLD = {
    "en": ("Hay fever", "Shut the windows at night. Wash your hair before bed."),
    "ar": ("حمى القش", "أغلق النوافذ ليلا. اغسل شعرك قبل النوم كل مساء."),
    "zh": ("花粉症", "晚上请关好窗户，睡前洗头发，白天出门戴口罩。回家后马上换衣服。"),
}
TOLD_OFTEN = "".join(
    f"<p>Walk a little every day, and rest when it hurts, for {word} weeks.</p>"
    for word in ("two", "three", "four", "five", "six", "seven", "eight", "nine")
)


def read_page(html: str) -> Document:
    return read(html.encode(), "page.html")


def words(document: Document) -> str:
    return "\n".join(block.plain for block in document.blocks)


# A blog's column: who writes, what is new, what is old; and a heading, and what it heads.
COLUMN = {
    "en": ("About me", "I am a nurse and write about backs.", "Recent posts", "Sleep well"),
    "ar": ("من أنا", "أنا ممرضة أكتب عن الظهر.", "أحدث المقالات", "نوم هانئ"),
    "zh": ("关于我", "我是一名护士，我写关于背部的文章。", "最新文章", "睡个好觉"),
}


@table(
    ("language", "is_first"),
    [(language, is_first) for language in COLUMN for is_first in (True, False)],
)
def test_the_column_beside_a_blogs_article_makes_no_lessons(language: str, is_first: bool) -> None:
    me, about, recent, other = COLUMN[language]
    heading, text = TOLD[language]
    links = "".join(f'<li><a href="/{n}">{other} {n}</a></li>' for n in range(3))
    column = f"<div id=side><h2>{me}</h2><p>{about}</p><h2>{recent}</h2><ul>{links}</ul></div>"
    told = f"<div id=main><h1>{heading}</h1>{f'<p>{text} {text}</p>' * 4}</div>"
    parts = (column, told) if is_first else (told, column)
    document = read_page(f"<title>{heading}</title><body><a href=/>Blog</a>{''.join(parts)}")
    assert [section.heading for section in make_article(document).sections] == [heading]
    assert any(me in it.words for it in document.left_out)


@table("language", ["en", "ar", "zh"])
def test_no_sentence_in_the_articles_own_part_is_left_out_for_what_it_weighs(language: str) -> None:
    _, text = TOLD[language]
    page = (
        "<nav>Home</nav><div class=related-posts><a href=/1>One</a> <a href=/2>Two</a></div>"
        f"<div class=post><h1>A</h1><p>{text}</p>"
        "<div class='shadow'><div><div>{short}</div></div></div>"
        f"<p>{text} {text}</p><p>{text}</p></div>"
    )
    for short in ("Rest.", "停下来。", "توقف؟", "रुकें।"):
        assert short in words(read_page(page.replace("{short}", short))), short


def test_what_a_name_calls_surroundings_stays_if_it_reads_like_the_article() -> None:
    parts = "".join(
        f"<div class='promo'><h2>Step {number}</h2><p>Lie on your back and breathe out slowly,"
        f" {number} times. Then draw up your knees, and hold them until it no longer pulls.</p>"
        "</div>"
        for number in ("one", "two", "three", "four", "five", "six")
    )
    document = read_page(
        f"<ul class=menu><li><a href=/>Home</a></li></ul><article><h1>Backs</h1>{TOLD_OFTEN}{parts}"
        "</article>"
    )
    assert "draw up your knees" in words(document)


def test_a_page_with_nothing_around_its_article_is_all_article() -> None:
    short = "<h1>Backs</h1><p>Rest</p><ul><li>Walk</li><li>Lie down</li></ul><div>At night</div>"
    assert words(read_page(short)) == "Backs\nRest\nWalk\nLie down\nAt night"


def test_what_is_in_doubt_stays_and_the_author_is_told_to_look_at_it() -> None:
    asked = "If you liked this page, would you think of giving something for our work?"
    document = read_page(
        "<div class=sidebar><a href=/1>One</a> <a href=/2>Two</a></div>"
        f"<div class=post><h1>Backs</h1>{TOLD_OFTEN}"
        f"<div class='shadow'><div><div><i>{asked}</i></div></div></div></div>"
    )
    assert asked in words(document)
    (note,) = make_article(document).notes
    assert note.startswith("kept, but perhaps none of the article: look at “If you liked")


def test_parts_of_an_article_that_stand_apart_keep_what_they_say() -> None:
    part = "<div class=row><div class=cell><h2>{0}</h2><p>{1} {1}</p></div></div>"
    said = "Walk every day for a while, and lie down when it begins to pull in your leg."
    last = "<div class=row><div class=cell><h2>Beware</h2><p>Do not drive while it hurts.</p></div>"
    document = read_page(
        "<div class=menu><a href=/>Home</a></div><div><h1>Backs</h1>"
        f"{part.format('One', said + said)}{part.format('Two', said)}{last}</div></div>"
    )
    assert words(document).endswith("Beware\nDo not drive while it hurts.")
