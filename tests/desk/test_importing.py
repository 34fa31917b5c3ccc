"""Articles imported on the desk: of the same kinds and bounds as in the chat, looked at before
anything is made."""

from tests.support.conversation import Chat
from tests.support.desk import Seat
from tests.support.desk_articles import ARTICLE, sends_file


async def test_an_article_is_shown_before_a_draft_is_made(desk: Seat, root: Chat) -> None:
    page = await sends_file(desk, "article.md", ARTICLE)
    assert page.path.startswith("/import/")
    assert "Read: Sleep and backs No draft is made of it yet." in page.words
    assert "1. Why it helps 2. How to lie" in page.words
    assert "draft:" not in (await desk.opens("/")).words, "nothing is made"
    again = await desk.opens("/import")
    assert "These were read before" in again.words, "and it waits"
    await root.says("/start")
    assert "[Sleep and backs]" in await root.says("/import"), "in the chat as well"
    draft = await desk.sends(f"{page.path.removesuffix('/1')}/draft")
    assert draft.path == "/drafts/sleep-backs"
    assert "A new course: nobody gets it yet." in draft.words
    twice = await desk.sends(f"{page.path.removesuffix('/1')}/draft")
    assert twice.status == 409
    assert "That is not what waits now" in twice.words


async def test_a_text_is_pasted_and_gets_the_wished_id(desk: Seat) -> None:
    await desk.opens("/import")
    page = await desk.sends(
        "/import", pasted=ARTICLE.decode().replace("\n", "\r\n"), wanted_id="my-nights", address=""
    )
    assert "Read: Sleep and backs" in page.words
    draft = await desk.sends(f"{page.path.removesuffix('/1')}/draft")
    assert draft.path == "/drafts/my-nights"


async def test_it_can_be_read_in_another_language_or_thrown_away(desk: Seat) -> None:
    page = await sends_file(desk, "article.md", ARTICLE)
    asked = await desk.opens(f"{page.path.removesuffix('/1')}/language")
    assert "In which language is it?" in asked.words
    german = await desk.sends(f"{page.path.removesuffix('/1')}/language", language="de")
    assert "Language: German" in german.words
    assert german.path != page.path
    assert (await desk.opens(page.path)).status == 404
    gone = await desk.sends(f"{german.path.removesuffix('/1')}/drop")
    assert "Thrown away: Sleep and backs" in gone.words
    assert (await desk.opens(german.path)).status == 404


async def test_what_is_not_taken_says_why_and_keeps_what_was_typed(desk: Seat) -> None:
    cases = {
        "is an old Word document": await sends_file(desk, "old.doc", b"x"),
        "is empty": await sends_file(desk, "empty.md", b""),
        "Accepted: at most 5 MB": await sends_file(desk, "large.txt", b"word " * 1_050_000),
        "more than fits at once": await sends_file(desk, "huge.txt", b"word " * 1_500_000),
        "Nothing was sent.": await desk.sends("/import", pasted=" ", address="", wanted_id=""),
        "cannot be the id of a course": await desk.sends("/import", pasted="x", wanted_id="My Id!"),
    }
    failures = [
        (words, page.status, page.words[:200])
        for words, page in cases.items()
        if words not in page.words or page.status not in (400, 413)
    ]
    assert failures == []
    page = await desk.sends("/import", pasted="Kept words.", wanted_id="My Id!")
    assert "Kept words.</textarea>" in page.html
    assert 'value="My Id!"' in page.html


async def test_an_article_of_somebody_else_is_nobodys_business(desk: Seat, ben: Chat) -> None:
    assert (await desk.opens("/import/0123456789ab/1")).status == 404
    assert (await desk.sends("/import/0123456789ab/draft")).status == 409
