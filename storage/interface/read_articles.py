"""What every store promises about articles that were read and of which nothing is made yet."""

from datetime import datetime
from typing import Protocol

from lessons.draft.read_article import ReadArticle


class ReadArticleStore(Protocol):
    """The part of a store that knows what admins have not decided on."""

    def save_read_article(self, chat_id: int, article: ReadArticle, now: datetime) -> None:
        """Keep the article, in the place of one with its mark."""

    def find_read_article(self, chat_id: int, mark: str) -> ReadArticle | None:
        """Return the article with that mark."""

    def list_read_articles(self, chat_id: int) -> list[ReadArticle]:
        """Return the articles that were read in this chat, the latest first."""

    def delete_read_article(self, chat_id: int, mark: str) -> bool:
        """Keep the article no more; ``False`` where it is not kept."""

    def delete_read_articles(self, read_before: datetime) -> int:
        """Delete every article that was read before that; return how many there were."""
