"""What settling deliveries has brought, told to the admins and to the log."""

import logging

from bot.delivery.admin_alerts import Notices
from bot.use_cases.delivery.outbox import News
from bot.views.admin import outages as views

logger = logging.getLogger(__name__)


def tell(notices: Notices, news: News) -> None:
    """Tell of it beside all other work."""
    if begun := news.begun:
        logger.warning("%d of %d chats seem gone: bulk waits", begun.lost, begun.tried)
        if begun.is_worth_telling:
            notices.tell(views.begun(begun))
    if news.ended:
        logger.warning("chats are there again: bulk goes on")
        if news.ended.is_worth_telling:
            notices.tell(views.ended())
    if news.given_up_groups:
        notices.tell(views.groups_given_up(news.given_up_groups))
    notices.tell_given_up(news.unknown)
