"""The buttons below an article that was read."""

from dataclasses import replace

from telegram import Update

from bot.documents.isolation import cut_anew
from bot.handlers.context import Context, chat_of, reply, show
from bot.handlers.courses.acting import actor_of
from bot.use_cases.courses import read_articles
from bot.views.courses import drafts as draft_views
from bot.views.courses import importing as import_views
from bot.views.courses import read_articles as views
from lessons.draft.read_article import ReadArticle
from lessons.errors import InvalidInput


async def show_page(update: Update, context: Context, mark: str, number: int) -> None:
    """Show the article with that page of its lessons."""
    if article := await _find(update, context, mark):
        await show(update, context, views.first_screen(article, number))


async def show_left_out(update: Update, context: Context, mark: str, number: int) -> None:
    """Show a page of what was left out."""
    if article := await _find(update, context, mark):
        await show(update, context, views.left_out(article, number))


async def ask_language(update: Update, context: Context, mark: str) -> None:
    """Ask in which language the article is."""
    if article := await _find(update, context, mark):
        await show(update, context, views.ask_language(article))


async def read_in(update: Update, context: Context, mark: str, language: str) -> None:
    """Cut the article anew as one in that language."""
    article = await _find(update, context, mark)
    if article is None:
        return
    try:
        result = await cut_anew(article.document, article.result.course.course_id, language)
    except InvalidInput as error:
        await reply(update, context, import_views.refused(str(error), is_waiting=False))
        return
    anew = replace(article, result=result)
    is_replaced = await context.services.store.run(
        read_articles.replace, chat_of(update).id, mark, anew, context.now
    )
    if is_replaced:
        await show(update, context, views.first_screen(anew))
    else:
        await reply(update, context, views.gone())


async def make_draft(update: Update, context: Context, mark: str) -> None:
    """Make a draft of the article, and show it."""
    services = context.services
    made = await services.store.run(
        read_articles.make_draft,
        services.library,
        chat_of(update).id,
        actor_of(update, context),
        mark,
        context.now,
    )
    if made is None:
        await reply(update, context, views.gone())
    else:
        await show(update, context, draft_views.overview(made.review, made.note))


async def throw_away(update: Update, context: Context, mark: str) -> None:
    """Forget the article."""
    article = await context.services.store.run(read_articles.throw_away, chat_of(update).id, mark)
    if article is None:
        await reply(update, context, views.gone())
    else:
        await show(update, context, views.thrown_away(article))


async def _find(update: Update, context: Context, mark: str) -> ReadArticle | None:
    """Return the article with that mark; say so where it does not wait any more."""
    article = await context.services.store.run(read_articles.find, chat_of(update).id, mark)
    if article is None:
        await reply(update, context, views.gone())
    return article
