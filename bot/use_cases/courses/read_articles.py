"""An article that was read waits until an admin says what becomes of it."""

from datetime import datetime

from bot.use_cases import questions
from bot.use_cases.courses import importing
from bot.use_cases.courses.drafting import Handled
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import Library
from lessons.draft.read_article import ReadArticle
from lessons.questions.draft_question import FileQuestion
from storage.interface.store import Store

MOST_WAITING = 5


def hold(store: Store, chat_id: int, article: ReadArticle, now: datetime) -> list[ReadArticle]:
    """Let the article wait, which no draft is made of yet, and wait for no file any more.

    Others wait beside it; return those that are thrown away, the oldest, because they are many.
    """
    questions.close(store, chat_id, FileQuestion)
    store.save_read_article(chat_id, article, now)
    others = [it for it in store.list_read_articles(chat_id) if it.mark != article.mark]
    gone = others[MOST_WAITING - 1 :]
    for one in gone:
        store.delete_read_article(chat_id, one.mark)
    return gone


def find(store: Store, chat_id: int, mark: str) -> ReadArticle | None:
    """Return the article with that mark, if it waits."""
    return store.find_read_article(chat_id, mark)


def list_waiting(store: Store, chat_id: int) -> list[ReadArticle]:
    """Return what waits, the latest first."""
    return store.list_read_articles(chat_id)


def replace(store: Store, chat_id: int, mark: str, article: ReadArticle, now: datetime) -> bool:
    """Put the article in the place of the one with that mark, ``False`` if that is gone."""
    if not store.delete_read_article(chat_id, mark):
        return False
    store.save_read_article(chat_id, article, now)
    return True


def make_draft(
    store: Store, library: Library, chat_id: int, by: Actor, mark: str, now: datetime
) -> Handled | None:
    """Make a draft of the article with that mark; ``None`` if it does not wait any more."""
    article = store.find_read_article(chat_id, mark)
    if article is None:
        return None
    store.delete_read_article(chat_id, mark)
    return importing.keep(store, library, by, article, now)


def throw_away(store: Store, chat_id: int, mark: str) -> ReadArticle | None:
    """Forget the article with that mark, and return it; ``None`` if it is gone already."""
    article = store.find_read_article(chat_id, mark)
    store.delete_read_article(chat_id, mark)
    return article
