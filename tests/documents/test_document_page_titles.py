"""The title that an article gets where its page calls itself by several names."""

from bot.documents.reading import read
from lessons.article.importer import import_document
from tests.support.tables import table

LONG = (
    "Walk a little every day, rest when it hurts, sleep on your side, and ask your doctor when it"
    " stays for weeks."
)


def find_title(head: str, body: str) -> str:
    page = f"<html><head>{head}</head><body>{body}<p>{LONG}</p><h2>Rest</h2><p>{LONG}</p>"
    return import_document(read(page.encode(), "page.html"), "x").course.title


def share(title: str, site: str = "") -> str:
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f'<meta property="og:title" content="{title}">{named}'


@table(
    ("head", "body", "title"),
    [
        (
            "<title>Backs | County Hospital of the Hills</title>",
            "<h1>Backs</h1>",
            "Backs",
        ),
        (
            "<title>Hill: Back care at home</title>" + share("Press releases", "Hill"),
            "<h1>Back care at home</h1>",
            "Back care at home",
        ),
        (
            "<title>Backs | Lift, walk, rest, sleep and all that you can do for it today</title>"
            + share("Backs | Lift, walk, rest, sleep and all that you can do for it today"),
            "<h1>Backs</h1>",
            "Backs",
        ),
        (
            "<title>Care for your back in nine steps | Hill</title>" + share("Join me at Hill!"),
            "<h1>Care for your back in 9 steps</h1>",
            "Care for your back in 9 steps",
        ),
    ],
)
def test_a_heading_that_the_window_says_is_the_title(head: str, body: str, title: str) -> None:
    assert find_title(head, body) == title


@table(
    ("head", "body", "title"),
    [
        (
            "<title>Lessons Learned: The weak back</title>" + share("The weak back"),
            "<h1>Lessons Learned</h1>",
            "The weak back",
        ),
        ("<title>Back care at home | Hill Clinic</title>", "<h1>Hill Clinic</h1>", None),
        (
            "<title>Back care at home | Hill Clinic</title>" + share("Back care at home"),
            "<h1>Welcome to all at Hill Clinic</h1>",
            None,
        ),
        (
            "<title>Back care at home</title>" + share("Back care at home"),
            '<h1><a href="/">The home care of the Hills</a></h1>',
            None,
        ),
        (
            "<title>Back care at home</title>" + share("Back care at home"),
            '<h1 class="site-title">Health for the whole family</h1>',
            None,
        ),
        ("<title>Back care at home | Hill</title>" + share("Back care at home | Hill"), "", None),
    ],
)
def test_the_name_of_the_site_is_no_title(head: str, body: str, title: str | None) -> None:
    assert find_title(head, body) == (title or "Back care at home")


def test_a_heading_beside_the_article_is_the_title_where_the_window_begins_with_it() -> None:
    head = "<title>Care for your back at home | Hill</title>" + share("Nine ways to feel better")
    assert (
        find_title(head, "<aside><h1>Care for your back at home</h1></aside>")
        == "Care for your back at home"
    )
    assert (
        find_title(head, "<aside><h1>Our newsletter for your back</h1></aside>")
        == "Nine ways to feel better"
    )


def test_a_long_heading_above_the_text_is_the_title_though_nothing_else_says_it() -> None:
    head = "<title>Physiotherapy in Hilltown</title>" + share("Physiotherapy in Hilltown")
    heading = "<h1>What helps when your back hurts?</h1>"
    assert find_title(head, heading) == "What helps when your back hurts?"
    assert find_title(head, f"<p>{LONG}</p>{heading}") == "Physiotherapy in Hilltown"
    assert find_title(head, "<h1>What helps</h1>") == "Physiotherapy in Hilltown"


def test_the_site_itself_as_what_is_stated_leaves_the_title_to_the_heading() -> None:
    head = "<title>Hill Clinic - Care, Advice</title>" + share(*["Hill Clinic - Care, Advice"] * 2)
    assert find_title(head, "<h1>Backs</h1>") == "Backs"


def test_lines_of_a_heading_do_not_run_into_each_other() -> None:
    assert find_title("<title>Backs</title>", "<h1>Backs and<br>shoul&shy;ders</h1>") == (
        "Backs and shoulders"
    )
