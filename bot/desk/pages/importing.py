"""An article becomes a draft: sent as a file, pasted or fetched, and looked at before."""

import logging
from dataclasses import replace

from aiohttp import web
from aiohttp.web_request import FileField

from bot.desk.pages import drafts
from bot.desk.visits import Visit
from bot.desk.ways import Way
from bot.documents.isolation import check_size, cut_anew, read_article
from bot.documents.kinds import ACCEPTED, LARGEST_FILE_MEGABYTES
from bot.documents.web_address import fetch_article_aside
from bot.use_cases.courses import importing, pasting, read_articles
from bot.views.courses import importing as views
from bot.views.courses import read_articles as read_views
from bot.views.language import _
from bot.views.rich_text import RichText
from lessons.course.ids import make_course_id
from lessons.draft.read_article import ReadArticle
from lessons.errors import InvalidInput
from lessons.language.names import LANGUAGES

logger = logging.getLogger(__name__)

_PASTED_NAME = "pasted-text.txt"


async def ask(visit: Visit) -> web.Response:
    """Ask for an article."""
    return await _ask(visit)


async def _ask(visit: Visit, why: RichText | None = None) -> web.Response:
    """Ask for an article, and show what waits from before; ``why`` the one that was sent was not
    taken. What was pasted is still there then."""
    return visit.render(
        "import.html",
        400 if why else 200,
        told=why,
        what=views.what_is_taken(LARGEST_FILE_MEGABYTES),
        waiting=await list_waiting(visit),
        pasted=visit.text("pasted"),
        address=visit.text("address"),
        wanted_id=visit.text("wanted_id"),
    )


async def list_waiting(visit: Visit) -> list[Way]:
    """Return the ways to what was read before, of which no draft is made yet."""
    waiting = await visit.hand.store.run_aside(read_articles.list_waiting, visit.person_id)
    return visit.offered(views.ask_file("", LARGEST_FILE_MEGABYTES, waiting))


async def read(visit: Visit) -> web.Response:
    """Read what was sent, and show what a draft of it would be; nothing is made yet."""
    wanted_id = visit.text("wanted_id").strip()
    if wanted_id and not importing.is_course_id(wanted_id):
        return await _ask(visit, views.no_id(wanted_id).text)
    pasted = visit.text("pasted")
    if len(pasted) > pasting.MOST_CHARACTERS:
        return await _ask(visit, views.too_much_pasted(pasting.MOST_CHARACTERS).text)
    try:
        content, name = await _bring(visit)
        made_up_id = make_course_id(name.rpartition(".")[0], ())
        document, result = await read_article(content, name, wanted_id or made_up_id)
    except InvalidInput as error:
        logger.info("a file was not imported: %s", error.operator)
        return await _ask(visit, RichText(str(error)))
    article = ReadArticle(wanted_id, document, result, visit.text("address").strip())
    gone = await visit.hand.store.run(read_articles.hold, visit.person_id, article, visit.now)
    if gone:
        return visit.tell(read_views.first_screen(article, gone=gone))
    return visit.go(f"/import/{article.mark}/1")


async def _bring(visit: Visit) -> tuple[bytes, str]:
    """Return what was sent and the name of its file: the file, else what was pasted, else what
    stands at the address. Raises ``InvalidInput``."""
    file = visit.form.get("article")
    if isinstance(file, FileField) and file.filename:
        content = file.file.read()
        check_size(file.filename, len(content))
        return content, file.filename
    if (pasted := visit.text("pasted")).strip():
        return pasted.encode(), _PASTED_NAME
    if (address := visit.text("address")).strip():
        return await fetch_article_aside(address.strip())
    raise InvalidInput(f"{_('Nothing was sent.')} {ACCEPTED}")


async def show(visit: Visit) -> web.Response:
    """Show what a draft of the article would be."""
    return visit.tell(read_views.first_screen(await _find(visit), visit.number("number")))


async def show_left_out(visit: Visit) -> web.Response:
    """Show what was left out, and what else is to be looked at."""
    return visit.tell(read_views.left_out(await _find(visit), visit.number("number")))


async def ask_language(visit: Visit) -> web.Response:
    """Ask in which language the article is."""
    return visit.tell(read_views.ask_language(await _find(visit)))


async def read_in(visit: Visit) -> web.Response:
    """Cut the article anew as one in that language."""
    article, language = await _find(visit), visit.text("language")
    if language not in LANGUAGES:
        raise web.HTTPNotFound
    result = await cut_anew(article.document, article.result.course.course_id, language)
    anew = replace(article, result=result)
    is_replaced = await visit.hand.store.run(
        read_articles.replace, visit.person_id, article.mark, anew, visit.now
    )
    if not is_replaced:
        return visit.tell(read_views.gone(), 409)
    return visit.go(f"/import/{anew.mark}/1")


async def make_draft(visit: Visit) -> web.Response:
    """Make a draft of the article, and show it."""
    hand = visit.hand
    made = await hand.store.run(
        read_articles.make_draft,
        hand.library,
        visit.person_id,
        visit.actor,
        visit.named("article"),
        visit.now,
    )
    if made is None:
        return visit.tell(read_views.gone(), 409)
    return await drafts.show_handled(visit, made)


async def throw_away(visit: Visit) -> web.Response:
    """Forget the article."""
    article = await visit.hand.store.run(
        read_articles.throw_away, visit.person_id, visit.named("article")
    )
    return visit.tell(read_views.thrown_away(article) if article else read_views.gone())


async def _find(visit: Visit) -> ReadArticle:
    """Return the article of the address; raises ``HTTPNotFound`` where it does not wait."""
    found = await visit.hand.store.run_aside(
        read_articles.find, visit.person_id, visit.named("article")
    )
    if found is None:
        raise web.HTTPNotFound
    return found
