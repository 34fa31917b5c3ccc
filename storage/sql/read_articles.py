"""Articles that were read and of which nothing is made yet, in SQL."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from lessons.draft.read_article import ReadArticle
from storage.sql.part import Row, SQLPart
from storage.sql.rows import write_instant

logger = logging.getLogger(__name__)

_ARTICLE = TypeAdapter(ReadArticle)


class SQLReadArticles(SQLPart):
    """The part of the store that knows what admins have not decided on."""

    def save_read_article(self, chat_id: int, article: ReadArticle, now: datetime) -> None:
        """See ``ReadArticleStore``."""
        self._database.execute(
            """
            INSERT INTO read_articles (chat_id, mark, article, read_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (chat_id, mark) DO UPDATE SET
                article = excluded.article, read_at = excluded.read_at
            """,
            (chat_id, article.mark, _ARTICLE.dump_json(article).decode(), write_instant(now)),
        )

    def find_read_article(self, chat_id: int, mark: str) -> ReadArticle | None:
        """See ``ReadArticleStore``. One that cannot be read counts as none, and the log tells."""
        rows = self._database.execute(
            "SELECT article FROM read_articles WHERE chat_id = ? AND mark = ?", (chat_id, mark)
        )
        return next(_read(rows), None)

    def list_read_articles(self, chat_id: int) -> list[ReadArticle]:
        """See ``ReadArticleStore``."""
        rows = self._database.execute(
            "SELECT article FROM read_articles WHERE chat_id = ? ORDER BY read_at DESC, mark",
            (chat_id,),
        )
        return list(_read(rows))

    def delete_read_article(self, chat_id: int, mark: str) -> bool:
        """See ``ReadArticleStore``."""
        deleted = self._database.execute(
            "DELETE FROM read_articles WHERE chat_id = ? AND mark = ?", (chat_id, mark)
        )
        return deleted.rowcount == 1

    def delete_read_articles(self, read_before: datetime) -> int:
        """See ``ReadArticleStore``."""
        return self._database.execute(
            "DELETE FROM read_articles WHERE read_at < ?", (write_instant(read_before),)
        ).rowcount


def _read(rows: Iterable[Row]) -> Iterator[ReadArticle]:
    for row in rows:
        try:
            yield _ARTICLE.validate_json(row["article"])
        except ValidationError:
            # Without the cause, which would quote the article.
            logger.error("an article that was read cannot be read again")
